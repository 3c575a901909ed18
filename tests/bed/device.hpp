#pragma once

#include "kms.hpp"
#include "process.hpp"

#include <drm_fourcc.h>

#include <catch2/catch_test_macros.hpp>

namespace vitrail::test {

/// Makes the display device anew as the variables say (README.md), all else as usual. Nobody may have it open.
inline void make_device(Process::Environment variables = {})
{
    variables.merge(Process::Environment{{"VKMS_PLANE_ZPOS", "2"}, {"VKMS_PLANE_ALPHA", "1"}, {"VKMS_PLANE_BLEND", "1"},
        {"VKMS_ASYNC_FLIP", "1"}, {"VKMS_MODE", ""}});
    Process vkms{{"vkms", "create"}, variables};
    auto const status = vkms.wait();
    INFO(vkms.output());
    REQUIRE(status == 0);
}

/// A lit display of 320x240 with a blue primary plane, and a red overlay buffer of 64x64.
class Display {
    struct Device {
        explicit Device(Process::Environment const& variables) { make_device(variables); }
    };
    Device device_; // before the file is opened

public:
    explicit Display(Process::Environment const& variables = {})
        : device_{variables}
    {
        background.paint(0xff0000ff);
        small.paint(0xffff0000);
        REQUIRE(kms.light_up(background) == 0);
    }

    Kms kms;
    KmsBuffer background{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    KmsBuffer small{kms, 64, 64, DRM_FORMAT_ARGB8888};
    std::uint32_t primary = kms.primary(), overlay = kms.overlay();
};

} // namespace vitrail::test
