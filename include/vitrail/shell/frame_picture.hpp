#pragma once

#include "base/buffer_ref.hpp"
#include "shell/frame_config.hpp"
#include "shell/frame_layout.hpp"

#include <string>

namespace vitrail {

/// All that a title bar shows.
struct FrameLook {
    FrameLayout layout;
    std::string title;
    bool active = false, maximised = false;
    FramePart hovered = FramePart::None, pressed = FramePart::None; ///< buttons

    friend bool operator==(FrameLook const&, FrameLook const&) = default;
};

/// Paints a title bar of `look`, `pixels` large, so that letters and lines are sharp there. Opaque. Empty when there is no
/// memory for it.
[[nodiscard]] BufferRef paint_title_bar(FrameLook const& look, FrameConfig const& config, Size<BufferPx> pixels);

} // namespace vitrail
