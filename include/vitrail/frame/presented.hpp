#pragma once

#include "base/time.hpp"

#include <cstdint>

namespace vitrail {

/// What the display reports when a frame turned into light (wp_presentation, KMS page flip event).
struct Presented {
    bool shown = true;       ///< false: the frame was dropped (output off, session paused)
    Time when;               ///< first photon, CLOCK_MONOTONIC
    Duration refresh{};      ///< to the next one; zero if unknown
    std::uint64_t sequence{}; ///< vblank counter; zero if unknown
    bool vsync = false, hw_clock = false, hw_completion = false;
};

} // namespace vitrail
