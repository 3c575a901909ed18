#pragma once

#include "base/fd.hpp"

#include <cstdint>

namespace vitrail::test {

/// The checksums of the frames that a CRTC shows, one for each refresh, made by the kernel from the blended planes.
///
/// Equal pictures have equal checksums (with the knob blend_8bit also when one was blended by planes and the other by
/// composition). While the object lives the kernel composes every frame in software: keep it short.
class Crc {
public:
    struct Frame {
        std::uint32_t number; ///< the vblank count
        std::uint32_t value;
    };

    /// Starts summing on CRTC number `crtc`, which must be on. Throws std::runtime_error when it cannot.
    explicit Crc(int crtc = 0);

    /// The next frame not yet read; waits for it. Throws std::runtime_error when none comes for two seconds.
    [[nodiscard]] Frame next();
    /// A frame of which every line was made after the call.
    [[nodiscard]] Frame fresh();

private:
    Fd data_;
};

/// The checksum of what CRTC number `crtc` shows now.
[[nodiscard]] std::uint32_t crc_now(int crtc = 0);

} // namespace vitrail::test
