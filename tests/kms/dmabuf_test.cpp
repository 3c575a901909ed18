// Buffers of clients that a display can read: they arrive, they are shown, they come back.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "color-representation-v1-client-protocol.h"
#include "control.hpp"
#include "guest.hpp"
#include "kms_counts.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace vitrail::test;

namespace {

constexpr Extent whole{320, 240};

/// A fullscreen window that shows what the test attaches.
TestWindow fullscreen(Guest& guest, ClientBuffer const& first)
{
    return TestWindow{guest.client(), {.size = whole, .fullscreen = true, .paint = [&first](TestWindow& w) {
        w.surface().attach(&first);
        w.surface().commit();
    }}};
}

/// The colour in the middle of the display.
Rgba middle()
{
    return display_picture().at(160, 120);
}

bool near(Rgba a, Rgba b, int tolerance)
{
    auto const differ = [=](int x, int y) { return std::abs(x - y) > tolerance; };
    return !differ(a.r, b.r) && !differ(a.g, b.g) && !differ(a.b, b.b);
}

} // namespace

TEST_CASE("a dmabuf of any format is shown in its colour, and comes back when the next one is shown")
{
    struct Row {
        PixelFormat format;
        Rgba shown;
    };
    auto const row = GENERATE(Row{PixelFormat::Xrgb8888, {255, 128, 0}}, Row{PixelFormat::Argb8888, {255, 128, 0}},
                              Row{PixelFormat::Nv12, {254, 0, 0}}, Row{PixelFormat::P010, {254, 0, 0}},
                              Row{PixelFormat::Yuyv, {254, 0, 0}});
    CAPTURE(int(row.format));
    Vitrail vitrail;
    Guest guest{vitrail};
    TestDmabuf first{guest.client(), whole, row.format}, second{guest.client(), whole, row.format};
    for (auto* b : {&first, &second})
        b->is_yuv() ? b->fill(Yuv{81, 90, 240}) : b->fill(0xffff8000); // red, BT.601 limited
    auto window = fullscreen(guest, first);
    auto& surface = window.surface();
    surface.attach(&first);
    REQUIRE(guest.present(surface).presented);
    INFO("shown: " << int(middle().r) << ' ' << int(middle().g) << ' ' << int(middle().b));
    CHECK(near(middle(), row.shown, 2));
    auto const before = first.releases();
    surface.attach(&second);
    REQUIRE(guest.present(surface).presented);
    CHECK(guest.until([&] { return first.releases() == before + 1; }));
    CHECK(guest.client().alive());
}

TEST_CASE("a video that fills the screen has the same colours on the primary plane as composed")
{
    auto const format = GENERATE(PixelFormat::Nv12, PixelFormat::P010);
    Vitrail vitrail;
    Guest guest{vitrail};
    Control control{vitrail};
    TestDmabuf picture{guest.client(), whole, format};
    picture.fill(Yuv{100, 110, 140});
    auto window = fullscreen(guest, picture);
    guest.present(window.surface());
    auto const composed = middle();
    REQUIRE(until([&] { // pictures of a video, until it has its plane
        window.surface().attach(&picture);
        guest.present(window.surface());
        return control.layers().back().on_plane();
    }));
    CHECK(near(middle(), composed, 1));
}

TEST_CASE("what a program asks the display is counted while it runs")
{
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Guest guest{vitrail};
    TestDmabuf red_buffer{guest.client(), whole, PixelFormat::Xrgb8888};
    auto window = fullscreen(guest, red_buffer);
    guest.present(window.surface());
    auto const before = counter.of(vitrail.process().pid());
    CHECK(before.modesets > 0);
    for (int i = 0; i < 10; ++i) {
        window.surface().attach(&red_buffer);
        guest.present(window.surface());
    }
    auto const during = counter.of(vitrail.process().pid()) - before;
    CHECK(during.commits == 10);
    CHECK(during.modesets == 0);
    CHECK(during.commits_failed == 0);
}

TEST_CASE("a YUV picture that its client calls RGB breaks the protocol; one in another conversion is shown")
{
    Vitrail vitrail;
    Guest guest{vitrail};
    TestDmabuf picture{guest.client(), whole, PixelFormat::Nv12};
    picture.fill(Yuv{81, 90, 240});
    auto window = fullscreen(guest, picture);
    auto& surface = window.surface();
    surface.attach(&picture);
    surface.set_yuv(WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709,
                    WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED);
    REQUIRE(guest.present(surface).presented);
    CHECK(guest.client().alive());
    surface.attach(&picture);
    surface.set_yuv(WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_IDENTITY,
                    WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL);
    surface.commit();
    std::ignore = guest.until([&] { return !guest.client().alive(); });
    REQUIRE(guest.client().protocol_error());
    CHECK(guest.client().protocol_error()->code == WP_COLOR_REPRESENTATION_SURFACE_V1_ERROR_PIXEL_FORMAT);
}
