/// What planes of the bed's display can show, and the knobs for it, by libdrm alone.

#include "crc.hpp"
#include "device.hpp"
#include "knob.hpp"
#include "writeback.hpp"

namespace vitrail::test {
namespace {

// KMS plane property "pixel blend mode"; the kernel's numbers (drm_blend.h) are in no header for programs.
constexpr std::uint64_t blend_premultiplied = 0, blend_coverage = 1, blend_none = 2;

std::uint32_t channel(std::uint32_t color, int shift)
{
    return color >> shift & 0xff;
}

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
    holed.paint([](int x, int y) { return x >= 10 && x < 74 && y >= 20 && y < 84 ? 0u : 0xff0000ffu; });

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
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).set(d.overlay, "pixel blend mode", blend_premultiplied).commit()
        == 0);
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 255});
    REQUIRE(KmsRequest{d.kms}.set(d.overlay, "pixel blend mode", blend_none).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 0});
}

TEST_CASE("blend mode Coverage multiplies colours by their alpha")
{
    Display d;
    d.small.paint(0x80ff0000);
    REQUIRE(
        KmsRequest{d.kms}.show(d.overlay, d.small).set(d.overlay, "pixel blend mode", blend_coverage).commit() == 0);
    CHECK(display_picture().at(5, 5) == Rgba{128, 0, 127});
}

TEST_CASE("planes can lack alpha and blend modes")
{
    Display d{{{"VKMS_PLANE_ALPHA", "0"}, {"VKMS_PLANE_BLEND", "0"}}};
    CHECK(d.kms.property(d.overlay, "alpha") == 0);
    CHECK(d.kms.property(d.overlay, "pixel blend mode") == 0);
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
