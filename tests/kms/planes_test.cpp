// Overlay planes by plane injection, plane by plane: the test says which buffer goes where and looks at what the kernel
// shows.

#include "crc.hpp"
#include "knob.hpp"
#include "plane_device.hpp"
#include "writeback.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>

using namespace vitrail;
using namespace vitrail::test;

namespace {

std::uint32_t gradient(int x, int y) { return 0xff000000U | std::uint32_t(x & 0xff) << 16 | std::uint32_t(y & 0xff) << 8; }

/// Premultiplied `over` on an opaque `under`, rounded as composition does.
std::uint32_t blended(std::uint32_t over, std::uint32_t under)
{
    std::uint32_t out = 0xff000000;
    for (int shift : {0, 8, 16})
        out |= ((over >> shift & 0xff) + ((under >> shift & 0xff) * (255 - (over >> 24)) + 127) / 255) << shift;
    return out;
}

} // namespace

TEST_CASE("a buffer on an overlay looks as if it had been composed")
{
    PlaneDevice const device;
    Knob const rounded{"blend_8bit", "1"};
    DirectDisplays displays;
    auto& d = displays.at();
    REQUIRE(overlays(d).size() == 4);
    auto const format = GENERATE(DRM_FORMAT_XRGB8888, DRM_FORMAT_ARGB8888);
    auto const alpha = format == DRM_FORMAT_ARGB8888 ? 0x80U : 0xffU;
    auto const pixel = [=](int x, int y) { return alpha << 24 | std::uint32_t(x) << 16 | std::uint32_t(y) << 8; };
    auto const picture = DumbBuffer::painted({64, 48}, format, pixel);

    Hand composed{d, DumbBuffer::painted(screen, DRM_FORMAT_ARGB8888, [&](int x, int y) {
        bool const inside = x >= 30 && x < 94 && y >= 20 && y < 68;
        return inside ? blended(pixel(x - 30, y - 20), blue) : blue;
    })};
    REQUIRE(displays.show(d, composed.frame));
    CHECK(planes_on() == 1);
    auto const expected = crc_now();

    Hand frame{d, painted(blue)};
    frame.overlay(0, picture, {30, 20, 64, 48});
    CHECK(frame.test() == TestAnswer::Allowed);
    CHECK(planes_on() == 1); // a test shows nothing
    REQUIRE(displays.show(d, frame.frame));
    CHECK(planes_on() == 2);
    CHECK(crc_now() == expected);

    REQUIRE(displays.show(d, composed.frame));
    CHECK(planes_on() == 1);
    CHECK(crc_now() == expected);
}

TEST_CASE("all overlays at once, each where and how its layer says")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    Hand frame{d, painted(blue)};
    auto const picture = DumbBuffer::painted({64, 64}, DRM_FORMAT_XRGB8888, gradient);
    frame.overlay(0, picture, {-32, -32, 64, 64}); // over the edges
    frame.overlay(1, picture, {100, 10, 16, 16}).source = {8, 24, 16, 16};
    frame.overlay(2, picture, {200, 10, 64, 64}).alpha = 0.5F;
    frame.overlay(3, picture, {232, 42, 64, 64});
    REQUIRE(frame.test() == TestAnswer::Allowed);
    REQUIRE(displays.show(d, frame.frame));
    auto const seen = display_picture();
    CHECK(seen.at(0, 0) == Rgba{32, 32, 0});
    CHECK(seen.at(31, 31) == Rgba{63, 63, 0});
    CHECK(seen.at(100, 10) == Rgba{8, 24, 0});
    CHECK(seen.at(115, 25) == Rgba{23, 39, 0});
    CHECK(seen.at(116, 26) == Rgba{0, 0, 255});
    CHECK(seen.at(210, 20).b == 127);
    CHECK(seen.at(240, 50) == Rgba{8, 8, 0}); // the upper one
}

TEST_CASE("a layer seen through a hole in the composed picture lies below it")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    auto const holed = DumbBuffer::painted(screen, DRM_FORMAT_ARGB8888,
        [](int x, int y) { return x >= 10 && x < 74 && y >= 20 && y < 84 ? 0U : blue; });
    auto const picture = DumbBuffer::painted({80, 80}, DRM_FORMAT_XRGB8888, red);
    Hand below{d, holed};
    below.underlay(0, picture, {10, 20, 80, 80});
    REQUIRE(displays.show(d, below.frame));
    CHECK(display_picture().at(73, 83) == Rgba{255, 0, 0});
    CHECK(display_picture().at(80, 90) == Rgba{0, 0, 255});

    Hand above{d, holed};
    above.overlay(0, picture, {10, 20, 80, 80});
    REQUIRE(displays.show(d, above.frame));
    CHECK(display_picture().at(80, 90) == Rgba{255, 0, 0});
}

TEST_CASE("every turn that a plane is said to do is the one that composition does")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    Size<BufferPx> const size{48, 32};
    auto const picture = DumbBuffer::painted(size, DRM_FORMAT_XRGB8888, gradient);
    auto const caps = overlays(d).at(0);
    CHECK(caps.transforms.size() == 7);
    for (auto const t : caps.transforms) {
        CAPTURE(int(t));
        auto const turned = transformed(size, t);
        Hand frame{d, painted(blue)};
        frame.overlay(0, picture, {20, 20, turned.width, turned.height}).transform = t;
        REQUIRE(displays.show(d, frame.frame));
        auto const seen = display_picture();
        int wrong = 0;
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x) {
                auto const at = transformed(Rect<BufferPx>{x, y, 1, 1}, inverted(t), size); // see Layer::transform
                auto const color = gradient(x, y);
                Rgba const want{std::uint8_t(color >> 16), std::uint8_t(color >> 8), 0};
                wrong += seen.at(20 + at.x, 20 + at.y) == want ? 0 : 1;
            }
        CHECK(wrong == 0);
    }
}

TEST_CASE("YUV is converted as the layer says, not as the plane was left")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    CHECK(overlays(d).at(0).yuv.size() == 6);
    auto const picture = DumbBuffer::nv12({64, 64}, 81, 90, 240); // BT.601 limited: red
    auto const shown_as = [&](YuvConversion yuv) {
        Hand frame{d, painted(blue)};
        frame.overlay(0, picture, {0, 0, 64, 64}).yuv = yuv;
        REQUIRE(displays.show(d, frame.frame));
        return display_picture().at(30, 30);
    };
    auto const near = [](Rgba a, Rgba b) {
        return std::abs(a.r - b.r) <= 2 && std::abs(a.g - b.g) <= 2 && std::abs(a.b - b.b) <= 2;
    };
    CHECK(near(shown_as({YuvEncoding::Bt601, YuvRange::Limited}), {255, 0, 0}));
    CHECK(near(shown_as({YuvEncoding::Bt709, YuvRange::Limited}), {255, 24, 0}));
    CHECK(near(shown_as({YuvEncoding::Bt601, YuvRange::Full}), {238, 14, 14}));
    CHECK(near(shown_as({YuvEncoding::Bt601, YuvRange::Limited}), {255, 0, 0}));
}

TEST_CASE("a buffer whose alpha means nothing is shown opaque")
{
    PlaneDevice const device{{{"VKMS_PLANE_BLEND", GENERATE(as<std::string>{}, "0", "1")}}};
    DirectDisplays displays;
    auto& d = displays.at();
    auto const picture = DumbBuffer::painted({64, 64}, DRM_FORMAT_ARGB8888, 0x00ff0000);
    Hand frame{d, painted(blue)};
    auto& layer = frame.overlay(0, picture, {0, 0, 64, 64});
    REQUIRE(displays.show(d, frame.frame));
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 255});
    layer.opaque = layer.dest;
    REQUIRE(displays.show(d, frame.frame));
    CHECK(display_picture().at(5, 5) == Rgba{255, 0, 0});
}

TEST_CASE("what a plane cannot show is refused, and the picture stays")
{
    PlaneDevice const device{{{"VKMS_OVERLAY_FORMATS", "XR24"}, {"VKMS_PLANE_ALPHA", "0"}}};
    DirectDisplays displays;
    auto& d = displays.at();
    auto const picture = DumbBuffer::painted({64, 64}, DRM_FORMAT_XRGB8888, red);
    Hand good{d, painted(blue)};
    good.overlay(0, picture, {30, 20, 64, 64});
    REQUIRE(displays.show(d, good.frame));
    auto const before = display_picture();
    auto const refused = [&](Hand& frame, TestAnswer answer) {
        CHECK(frame.test() == answer);
        CHECK_FALSE(displays.commit(d, frame.frame));
        CHECK_FALSE(difference(before, display_picture()));
    };
    Hand scaled{d, painted(blue)};
    scaled.overlay(0, picture, {0, 0, 100, 100});
    refused(scaled, TestAnswer::Refused);
    Hand faded{d, painted(blue)};
    faded.overlay(0, picture, {0, 0, 64, 64}).alpha = 0.5F;
    refused(faded, TestAnswer::Refused);
    Hand translucent{d, painted(blue)};
    translucent.overlay(0, DumbBuffer::painted({64, 64}, DRM_FORMAT_ARGB8888, 0x80800000), {0, 0, 64, 64});
    refused(translucent, TestAnswer::Refused);
    Hand yuv{d, painted(blue)};
    yuv.overlay(0, DumbBuffer::nv12({64, 64}, 81, 90, 240), {0, 0, 64, 64});
    refused(yuv, TestAnswer::Refused);
    {
        Knob const fail{"fail_test", "-1"}, over{"fail_over_planes", "1"}, error{"fail_errno", "28"};
        CHECK(good.test() == TestAnswer::NoBandwidth);
    }
    CHECK(good.test() == TestAnswer::Allowed);
    CHECK(displays.show(d, good.frame));
}

TEST_CASE("a crop between two pixels never reaches over the edge of its buffer")
{
    PlaneDevice const device;
    Knob const enlarge{"min_scale", "32768"};
    DirectDisplays displays;
    auto& d = displays.at();
    auto const picture = painted(red, {64, 64});
    Hand frame{d, painted(blue)};
    auto& layer = frame.overlay(0, picture, {30, 20, 40, 40});
    for (int i = 1; i < 100; ++i) {
        CAPTURE(i);
        double const cut = (i + 0.5) / 65536; // as far from both numbers that the kernel knows as can be
        layer.source = {24 + cut, 24 + cut, 40 - cut, 40 - cut};
        CHECK(frame.test() == TestAnswer::Allowed);
    }
}

TEST_CASE("framebuffers go with their buffers")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    auto const show_one = [&] {
        Hand frame{d, painted(blue)};
        auto& layer = frame.overlay(0, DumbBuffer::painted({64, 64}, DRM_FORMAT_ARGB8888, red), {0, 0, 64, 64});
        REQUIRE(displays.show(d, frame.frame));
        layer.opaque = layer.dest; // as the other format too
        REQUIRE(displays.show(d, frame.frame));
        return std::move(frame.frame);
    };
    Frame shown = show_one();
    auto const before = kms_framebuffers().size();
    for (int i = 0; i < 250; ++i)
        shown = show_one();
    CHECK(kms_framebuffers().size() == before);
    CHECK(DumbBuffer::count() == 2);
}

TEST_CASE("planes that tell nothing of their order lie as the kernel lists them")
{
    PlaneDevice const device{{{"VKMS_PLANE_ZPOS", GENERATE(as<std::string>{}, "0", "1")}}};
    DirectDisplays displays;
    auto& d = displays.at();
    auto const caps = overlays(d);
    REQUIRE(caps.size() == 4);
    int below = d.caps().find(PlaneType::Primary)->zpos_max;
    for (auto const& plane : caps) {
        CHECK(plane.zpos_min == plane.zpos_max);
        CHECK(plane.zpos_min > below);
        below = plane.zpos_max;
    }
    CHECK(d.caps().find(PlaneType::Cursor)->zpos_min > below);
    Hand frame{d, painted(blue)};
    auto const picture = DumbBuffer::painted({64, 64}, DRM_FORMAT_XRGB8888, red);
    frame.overlay(0, picture, {0, 0, 64, 64});
    frame.overlay(1, DumbBuffer::painted({64, 64}, DRM_FORMAT_XRGB8888, gradient), {0, 0, 64, 64});
    REQUIRE(displays.show(d, frame.frame));
    CHECK(display_picture().at(9, 5) == Rgba{9, 5, 0});
}
