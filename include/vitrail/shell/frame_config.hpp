#pragma once

#include "frame/content.hpp"

#include <string>

namespace vitrail {

/// Whose windows have a title bar of ours.
enum class FrameMode {
    Auto,   ///< those whose clients leave it to us
    Server, ///< those whose clients can leave it to us, like it or not
    Client, ///< none
};

/// How the title bars and borders of windows look that we draw. Lengths are logical units.
struct FrameConfig {
    /// The opaque colour 0xRRGGBB.
    static constexpr Color rgb(unsigned color)
    {
        return {float(color >> 16 & 0xff) / 255, float(color >> 8 & 0xff) / 255, float(color & 0xff) / 255, 1};
    }

    static constexpr int lowest_bar = 16, highest_bar = 100, widest_border = 20;

    FrameMode mode = FrameMode::Auto;
    std::string font = "sans-serif 10"; ///< as pango names one, with its size in points
    int height = 28;                    ///< of the bar
    int border = 1;                     ///< on the other three sides; 0: none
    Color active = rgb(0x3a4252), active_text = rgb(0xf3f4f6), inactive = rgb(0x22262f), inactive_text = rgb(0x979eab);

    friend bool operator==(FrameConfig const&, FrameConfig const&) = default;
};

} // namespace vitrail
