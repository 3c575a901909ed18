#pragma once

#include "picture.hpp"

#include <filesystem>

namespace vitrail::test {

/// What CRTC number `crtc` shows now, all planes blended, rounded to 8 bits a channel.
///
/// The kernel composes the picture once more for us (debugfs `frame`, from the bed's kernel patch); unlike a writeback
/// connector it needs no DRM master, so it works beside any running compositor. Waits for a commit that is under way.
/// Throws std::runtime_error when the CRTC is off.
[[nodiscard]] Picture display_picture(int crtc = 0);

/// Like `display_picture`, saved as PNG; false (and no file) when there is no display or it is off.
bool save_display_picture(std::filesystem::path const& file, int crtc = 0) noexcept;

} // namespace vitrail::test
