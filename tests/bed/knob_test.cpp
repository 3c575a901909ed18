/// Every knob of the test bed's display, by libdrm alone: what the bed promises to tests, without Vitrail.
/// Runs inside the bed. The display is 320x240 (`Kms::light_up`); each case makes a device of its own.

#include "crc.hpp"
#include "kms.hpp"
#include "knob.hpp"
#include "process.hpp"
#include "writeback.hpp"

#include <cerrno>
#include <drm_fourcc.h>
#include <xf86drm.h>

#include <catch2/catch_test_macros.hpp>

namespace vitrail::test {
namespace {

// KMS plane property "pixel blend mode"; the kernel's numbers (drm_blend.h) are in no header for programs.
constexpr std::uint64_t blend_premultiplied = 0, blend_coverage = 1, blend_none = 2;

constexpr std::uint32_t blue = 0xff0000ff, green = 0xff00ff00, red = 0xffff0000, clear = 0;

/// The device as the variables say (README.md), all else as usual.
void make_device(Process::Environment variables)
{
    variables.merge(Process::Environment{
        {"VKMS_PLANE_ZPOS", "2"}, {"VKMS_PLANE_ALPHA", "1"}, {"VKMS_PLANE_BLEND", "1"}, {"VKMS_ASYNC_FLIP", "1"}});
    Process vkms{{"vkms", "create"}, variables};
    INFO(vkms.output());
    REQUIRE(vkms.wait() == 0);
}

struct Fresh {
    explicit Fresh(Process::Environment const& variables = {}) { make_device(variables); }
};

/// A lit display with a blue primary and a 64x64 overlay buffer.
struct Display : Fresh {
    explicit Display(Process::Environment const& variables = {})
        : Fresh{variables}
    {
        background.paint(blue);
        small.paint(red);
        REQUIRE(kms.light_up(background) == 0);
    }

    Kms kms;
    KmsBuffer background{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    KmsBuffer small{kms, 64, 64, DRM_FORMAT_ARGB8888};
    std::uint32_t primary = kms.primary(), overlay = kms.overlay();
};

std::uint32_t channel(std::uint32_t color, int shift) { return color >> shift & 0xff; }

/// Premultiplied `over` on an opaque `under`, as exact 8 bit composition has it.
std::uint32_t blended(std::uint32_t over, std::uint32_t under)
{
    std::uint32_t out = 0xff000000;
    for (int shift : {0, 8, 16})
        out |= (channel(over, shift) + (channel(under, shift) * (255 - (over >> 24)) + 127) / 255) << shift;
    return out;
}

TEST_CASE("an underlay seen through a hole gives the same frame as an overlay")
{
    Display d;
    KmsBuffer holed{d.kms, Kms::width, Kms::height, DRM_FORMAT_ARGB8888};
    holed.paint([](int x, int y) { return x >= 10 && x < 74 && y >= 20 && y < 84 ? clear : blue; });

    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small, 10, 20).set(d.overlay, "zpos", 9).commit() == 0);
    auto const overlaid = crc_now();
    REQUIRE(KmsRequest{d.kms}.show(d.primary, holed).set(d.primary, "zpos", 5).set(d.overlay, "zpos", 1).commit() == 0);
    CHECK(crc_now() == overlaid);
    CHECK(display_picture().at(12, 22) == Rgba{255, 0, 0});
}

TEST_CASE("planes can have a fixed place in the stack, or tell none")
{
    {
        Display fixed{{{"VKMS_PLANE_ZPOS", "1"}}};
        CHECK(fixed.kms.property(fixed.overlay, "zpos") != 0);
        CHECK_FALSE(fixed.kms.changeable(fixed.overlay, "zpos"));
    }
    Display none{{{"VKMS_PLANE_ZPOS", "0"}}};
    CHECK(none.kms.property(none.overlay, "zpos") == 0);
}

TEST_CASE("half plane alpha shows half of both pictures")
{
    Display d;
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).set(d.overlay, "alpha", 0x8000).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{128, 0, 127});
    CHECK(display_picture().at(70, 5) == Rgba{0, 0, 255});
}

TEST_CASE("blend mode None ignores the alpha of pixels")
{
    Display d;
    d.small.paint(0x00ff0000);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).set(d.overlay, "pixel blend mode", blend_premultiplied).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 255});
    REQUIRE(KmsRequest{d.kms}.set(d.overlay, "pixel blend mode", blend_none).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 0});
}

TEST_CASE("blend mode Coverage multiplies colours by their alpha")
{
    Display d;
    d.small.paint(0x80ff0000);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).set(d.overlay, "pixel blend mode", blend_coverage).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{128, 0, 127});
}

TEST_CASE("planes can lack alpha and blend modes")
{
    Display d{{{"VKMS_PLANE_ALPHA", "0"}, {"VKMS_PLANE_BLEND", "0"}}};
    CHECK(d.kms.property(d.overlay, "alpha") == 0);
    CHECK(d.kms.property(d.overlay, "pixel blend mode") == 0);
}

TEST_CASE("scaling is refused until the limits allow it, and then equals a scaled picture")
{
    Display d;
    d.small.paint([](int x, int y) { return 0xff000000u | std::uint32_t(x) << 18 | std::uint32_t(y) << 2; });
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 128, 128).test() == -ERANGE);

    Knob const enlarge{"min_scale", "32768"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 129, 128).test() == -ERANGE);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 128, 128).commit() == 0);
    auto const scaled = crc_now();

    KmsBuffer large{d.kms, 128, 128, DRM_FORMAT_ARGB8888};
    large.paint([](int x, int y) { return 0xff000000u | std::uint32_t(x / 2) << 18 | std::uint32_t(y / 2) << 2; });
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, large, 8, 8).commit() == 0);
    CHECK(crc_now() == scaled);
}

TEST_CASE("no more planes together than the limit")
{
    Display d;
    Knob const limit{"max_planes", "2"};
    KmsBuffer other{d.kms, 64, 64, DRM_FORMAT_XRGB8888};
    auto const second = d.kms.overlay(1);
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).show(second, other, 100).test() == -EINVAL);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == 0);
    CHECK(KmsRequest{d.kms}.show(second, other, 100).commit() == -EINVAL);
    CHECK(KmsRequest{d.kms}.hide(d.overlay).show(second, other, 100).commit() == 0);
}

TEST_CASE("a commit fails n times after its test passed, and then works")
{
    Display d;
    Knob const fail{"fail_commit", "2"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    CHECK(request.test() == 0);
    CHECK(request.commit() == -EINVAL);
    CHECK(request.commit() == -EINVAL);
    CHECK(request.commit() == 0);
    CHECK(fail.value() == "0");
}

TEST_CASE("commits fail for ever while the knob is -1")
{
    Display d;
    Knob const fail{"fail_commit", "-1"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    for (int i = 0; i < 10; ++i)
        CHECK(request.commit() == -EINVAL);
    CHECK(request.test() == 0);
}

TEST_CASE("tests fail n times while the knob says so")
{
    Display d;
    Knob const fail{"fail_test", "1"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    CHECK(request.test() == -EINVAL);
    CHECK(request.test() == 0);
}

TEST_CASE("a failure can be limited to more than n planes, so that the fallback lives")
{
    Display d;
    Knob const more{"fail_over_planes", "1"};
    Knob const fail{"fail_commit", "-1"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.primary, d.background).commit() == 0);
}

TEST_CASE("a failure can be limited to one format")
{
    Display d;
    Knob const format{"fail_format", "NV12"};
    Knob const fail{"fail_test", "-1"};
    KmsBuffer video{d.kms, 64, 64, DRM_FORMAT_NV12};
    CHECK(KmsRequest{d.kms}.show(d.overlay, video).test() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).test() == 0);
}

TEST_CASE("a failure has the errno that the knob names")
{
    Display d;
    Knob const number{"fail_errno", std::to_string(EBUSY)};
    Knob const fail{"fail_commit", "1"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == -EBUSY);
}

TEST_CASE("async flips are taken for a new buffer on the primary, and refused for a plane that moves")
{
    Display d;
    constexpr auto async = DRM_MODE_PAGE_FLIP_ASYNC | DRM_MODE_ATOMIC_NONBLOCK;
    KmsBuffer next{d.kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", next.fb()).test(async) == 0);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == 0);
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", next.fb()).set(d.overlay, "CRTC_X", 9).test(async) == -EINVAL);
}

TEST_CASE("a device can have no async flips")
{
    Display d{{{"VKMS_ASYNC_FLIP", "0"}}};
    std::uint64_t can = 1;
    CHECK(drmGetCap(d.kms.fd(), DRM_CAP_ATOMIC_ASYNC_PAGE_FLIP, &can) == 0);
    CHECK(can == 0);
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", d.background.fb()).test(DRM_MODE_PAGE_FLIP_ASYNC) == -EINVAL);
}

TEST_CASE("with 8 bit blending a translucent plane has the CRC of the picture composed in 8 bits")
{
    Display d;
    auto const under = [](int x, int y) { return 0xff000000u | std::uint32_t(x * 3 % 256) << 16 | std::uint32_t(y); };
    auto const over = [](int x, int y) {
        auto const a = std::uint32_t(x * 4); // premultiplied: no channel above alpha
        return a << 24 | a << 16 | std::uint32_t(y) * a / 64 << 8 | a / 2;
    };
    KmsBuffer composed{d.kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    composed.paint([&](int x, int y) { return x < 64 && y < 64 ? blended(over(x, y), under(x, y)) : under(x, y); });
    d.background.paint(under);
    d.small.paint(over);
    auto const by_plane = [&] {
        REQUIRE(KmsRequest{d.kms}.show(d.primary, d.background).show(d.overlay, d.small).commit() == 0);
        return crc_now();
    };
    auto const by_composition = [&] {
        REQUIRE(KmsRequest{d.kms}.show(d.primary, composed).hide(d.overlay).commit() == 0);
        return crc_now();
    };
    CHECK(by_plane() != by_composition());
    Knob const round{"blend_8bit", "1"};
    CHECK(by_plane() == by_composition());
}

TEST_CASE("an overlay can be possible on several CRTCs, one at a time")
{
    Display d{{{"VKMS_CRTCS", "2"}, {"VKMS_OVERLAYS", "1"}, {"VKMS_SHARED_OVERLAYS", "1"}}};
    REQUIRE(d.kms.light_up(d.background, 1) == 0);
    auto const shared = d.kms.overlay(1, 0);
    REQUIRE(shared == d.kms.overlay(1, 1));
    CHECK(d.kms.overlay(0, 0) != d.kms.overlay(0, 1));

    REQUIRE(KmsRequest{d.kms}.show(shared, d.small, 0, 0, 0, 0, 0).commit() == 0);
    CHECK(display_picture(0).at(5, 5) == Rgba{255, 0, 0});
    REQUIRE(KmsRequest{d.kms}.hide(shared).commit() == 0);
    REQUIRE(KmsRequest{d.kms}.show(shared, d.small, 0, 0, 0, 0, 1).commit() == 0);
    CHECK(display_picture(0).at(5, 5) == Rgba{0, 0, 255});
    CHECK(display_picture(1).at(5, 5) == Rgba{255, 0, 0});
}

TEST_CASE("each plane has the formats that it was given, and refuses others")
{
    Display d{{{"VKMS_OVERLAY_FORMATS", "XR24"}, {"VKMS_OVERLAY1_FORMATS", "NV12 AR24"}}};
    CHECK(d.kms.formats(d.overlay) == std::vector<std::uint32_t>{DRM_FORMAT_XRGB8888});
    CHECK(d.kms.formats(d.kms.overlay(1)) == std::vector<std::uint32_t>{DRM_FORMAT_NV12, DRM_FORMAT_ARGB8888});
    CHECK(d.kms.formats(d.primary).size() > 20);

    KmsBuffer video{d.kms, 64, 64, DRM_FORMAT_NV12};
    CHECK(KmsRequest{d.kms}.show(d.overlay, video).test() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.kms.overlay(1), video).test() == 0);
}

TEST_CASE("the picture of the display can be read beside its master")
{
    Display d;
    KmsBuffer video{d.kms, 64, 64, DRM_FORMAT_NV12};
    video.paint_nv12(145, 54, 34); // green in BT.601, limited range
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, video, 100, 100).set(d.overlay, "COLOR_RANGE", 0).commit() == 0);
    auto const shown = display_picture();
    CHECK(shown.width() == Kms::width);
    CHECK(shown.height() == Kms::height);
    CHECK(shown.at(99, 99) == Rgba{0, 0, 255});
    auto const green_seen = shown.at(100, 100);
    CHECK(green_seen.g >= 254);
    CHECK(int{green_seen.r} + green_seen.b <= 2);
}

} // namespace
} // namespace vitrail::test
