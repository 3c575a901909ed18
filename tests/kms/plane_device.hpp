#pragma once

#include "../bed/device.hpp"
#include "direct.hpp"
#include "kms_state.hpp"

namespace vitrail::test {

/// A card of 320x240 displays, made for one test.
struct PlaneDevice {
    explicit PlaneDevice(Process::Environment variables = {})
    {
        for (auto const* mode : {"VKMS_MODE", "VKMS_MODE0", "VKMS_MODE1"})
            variables.emplace(mode, "320x240@60");
        make_device(variables);
    }
};

constexpr Size<BufferPx> screen{320, 240};
constexpr std::uint32_t blue = 0xff0000ff, red = 0xffff0000;

inline BufferRef painted(std::uint32_t color, Size<BufferPx> size = screen)
{
    return DumbBuffer::painted(size, DRM_FORMAT_ARGB8888, color);
}

/// How many planes are on.
inline std::size_t planes_on(int crtc = 0) { return kms_state().shown(crtc).size(); }

} // namespace vitrail::test
