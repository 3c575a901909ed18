#pragma once

#include "../bed/device.hpp"
#include "direct.hpp"
#include "kms_state.hpp"
#include "until.hpp"

namespace vitrail::test {

/// A card of 320x240 displays, made for one test. The one before may be in use for a moment after its test (its seatd
/// ends, udev looks at it).
struct PlaneDevice {
    explicit PlaneDevice(Process::Environment variables = {})
    {
        variables.merge(Process::Environment{{"VKMS_PLANE_ZPOS", "2"}, {"VKMS_PLANE_ALPHA", "1"},
            {"VKMS_PLANE_BLEND", "1"}, {"VKMS_MODE", "320x240@60"}, {"VKMS_MODE0", "320x240@60"},
            {"VKMS_MODE1", "320x240@60"}});
        REQUIRE(until([&] { return Process{{"vkms", "create"}, variables}.wait() == 0; }));
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
