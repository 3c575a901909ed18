#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"
#include "base/owned.hpp"
#include "base/time.hpp"
#include "base/wlr.hpp"
#include "input/seat_config.hpp"

#include <string>
#include <vector>

namespace vitrail {

/// One picture of a cursor, ready to show.
struct CursorFrame {
    BufferRef buffer;
    Size<Logical> size;
    Point<Logical> hotspot; ///< from the top left
    Duration delay{};       ///< until the next frame; zero: none
};

/// The user's Xcursor theme, loaded at the scales that are asked for.
class CursorTheme {
public:
    explicit CursorTheme(CursorConfig const& config = {});

    /// Is there a theme of that name with any picture in it?
    [[nodiscard]] static bool is_installed(std::string const& name);

    /// All pictures of `shape` (a CSS cursor name) for an output of `scale`. What the theme lacks under that name is
    /// looked for under its X11 name, then replaced by the arrow. Empty only when no theme could be loaded at all.
    [[nodiscard]] std::vector<CursorFrame> frames(std::string const& shape, double scale);

private:
    [[nodiscard]] wlr_xcursor* find(std::string const& shape, float scale);

    Owned<wlr_xcursor_manager, wlr_xcursor_manager_destroy> manager_;
};

} // namespace vitrail
