// Round corners, shadows and dimming, pixel by pixel, against pictures that are made here by definition. In the test bed,
// because only our shaders paint them, and those need GLES.

#include "output/output.hpp"
#include "session.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <format>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Size<OutputPx> screen{200, 150};
constexpr Extent window_size{100, 80};
constexpr int left = (screen.width - window_size.width) / 2, top = (screen.height - window_size.height) / 2;

/// A desktop with one blue window in the middle of a black screen.
struct Desktop {
    explicit Desktop(WindowLooks const& looks) : server{{.screen = screen, .config = {.looks = looks}}}
    {
        REQUIRE(server.output().composed_with().starts_with("GLES 3"));
        server.refresh(4);
    }

    TestServer server;
    TestClient& client{server.connect()};
    TestWindow window{client, {.size = window_size, .color = blue}};
};

int channel(Argb pixel, int shift) { return int(pixel >> shift & 0xff); }

/// Everything as `expected` has it: how bright blue is at (x, y), from 0 to 1.
template <class F> void compare(Screen const& seen, F const& expected, int tolerance)
{
    for (int y = 0; y < seen.height; ++y)
        for (int x = 0; x < seen.width; ++x) {
            int const wanted = int(std::lround(255 * expected(x, y))), is = channel(seen.at(x, y), 0);
            if (std::abs(wanted - is) > tolerance || channel(seen.at(x, y), 16) > tolerance)
                FAIL(std::format("{:08x} at {},{}, where blue should be {}", seen.at(x, y), x, y, wanted));
        }
}

bool in_window(double x, double y)
{
    return x >= left && y >= top && x < left + window_size.width && y < top + window_size.height;
}

/// How much of the pixel a window with round corners covers, by counting 64 points of it.
double covered(int px, int py, double radius)
{
    int inside = 0;
    for (int i = 0; i < 64; ++i) {
        double const x = px + (i % 8 + 0.5) / 8, y = py + (i / 8 + 0.5) / 8;
        double const dx = std::max({left + radius - x, x - (left + window_size.width - radius), 0.0});
        double const dy = std::max({top + radius - y, y - (top + window_size.height - radius), 0.0});
        inside += in_window(x, y) && std::hypot(dx, dy) <= radius;
    }
    return inside / 64.0;
}

} // namespace

TEST_CASE("without looks the short shader draws everything")
{
    Desktop desktop{{}};
    compare(desktop.server.screen(), [](int x, int y) { return in_window(x, y) ? 1 : 0; }, 0);
    auto const& stats = desktop.server.output().compose_stats();
    CHECK(stats.draws > 0);
    CHECK(stats.looks == 0);
}

TEST_CASE("a surface is as translucent as its client says")
{
    Desktop desktop{{}};
    for (double const opacity : {0.4, 0.0, 1.0}) {
        desktop.window.surface().set_opacity(opacity);
        desktop.window.surface().commit();
        desktop.server.refresh(2);
        compare(desktop.server.screen(), [&](int x, int y) { return in_window(x, y) ? opacity : 0; }, 1);
    }
    CHECK(desktop.server.output().compose_stats().looks == 0);
}

TEST_CASE("the corners of a window are round, and smooth")
{
    Desktop desktop{{.corner_radius = 20}};
    constexpr int smoothing = 20; // of 255: an edge by distance is not quite one by area
    compare(desktop.server.screen(), [](int x, int y) { return covered(x, y, 20); }, smoothing);
}

TEST_CASE("a window without the focus is darker, and as bright as ever when it has it again")
{
    Desktop desktop{{.dim_inactive = 40}};
    auto const bright = desktop.server.screen();
    compare(bright, [](int x, int y) { return in_window(x, y) ? 1 : 0; }, 0);
    auto const looks_before = desktop.server.output().compose_stats().looks;
    CHECK(looks_before == 0);
    {
        TestWindow other{desktop.client, {.size = {10, 10}, .color = blue}};
        desktop.server.refresh(4);
        auto const dimmed = desktop.server.screen();
        CHECK(std::abs(channel(dimmed.at(left + 5, top + 5), 0) - 153) <= 1);
        CHECK(desktop.server.output().compose_stats().looks > looks_before);
    }
    desktop.server.refresh(4);
    CHECK(desktop.server.screen() == bright);
}

TEST_CASE("a shadow lies around a window, ever fainter")
{
    // On black nothing is seen of it: a white window behind.
    TestServer server{{.screen = screen, .config = {.looks = {.shadow = 16}}}};
    auto& client = server.connect();
    TestWindow behind{client, {.size = {screen.width, screen.height}, .color = white, .fullscreen = true}};
    TestWindow window{client, {.size = window_size, .color = blue}};
    server.refresh(4);
    auto const seen = server.screen();
    for (int y = 0; y < screen.height; ++y)
        for (int x = 0; x < screen.width; ++x) {
            if (in_window(x, y)) {
                CHECK(seen.at(x, y) == blue);
                continue;
            }
            double const dx = std::max({left - (x + 0.5), x + 0.5 - left - window_size.width, 0.0});
            double const dy = std::max({top - (y + 0.5), y + 0.5 - top - window_size.height, 0.0});
            double const strength = std::max(0.0, 1 - std::hypot(dx, dy) / 16);
            int const wanted = int(std::lround(255 * (1 - 0.5 * strength * strength)));
            if (std::abs(channel(seen.at(x, y), 8) - wanted) > 2)
                FAIL(std::format("{:08x} at {},{}, where a grey of {} should be", seen.at(x, y), x, y, wanted));
        }
}

TEST_CASE("a picture fades out over the one in its place, though its client has drawn into its buffer again")
{
    TestServer server{{.screen = screen, .display = {.direct_scanout = false, .overlays = 0}, .config = {.looks = {.cross_fade = 200}}}};
    auto& client = server.connect();
    TestBuffer before{client, window_size, red};
    TestWindow window{client, {.size = window_size, .paint = [&](TestWindow& w) {
        if (w.size() != window_size)
            return void(w.surface().show(w.size(), blue));
        w.surface().attach(&before);
        w.surface().commit();
    }}};
    server.refresh(4);
    REQUIRE(server.screen().count(red) == window_size.width * window_size.height);
    REQUIRE(before.releases() == 1); // it was copied, and is the client's again
    xdg_toplevel_set_maximized(window.toplevel());
    server.settle();
    before.fill(0, 0, window_size.width, window_size.height, green);
    int mixtures = 0;
    for (int last = 255, i = 0; i < 14; ++i) {
        server.refresh();
        auto const seen = server.screen();
        int const left = channel(seen.at(0, 0), 16);
        CHECK(left <= last);
        for (auto const pixel : seen.pixels)
            if (channel(pixel, 16) != left || channel(pixel, 8) != 0 || std::abs(channel(pixel, 0) - (255 - left)) > 1)
                FAIL(std::format("{:08x}, where {} of red should be left over blue", pixel, left));
        mixtures += left > 0 && left < 255;
        last = left;
    }
    CHECK(mixtures >= 8);
    CHECK(server.screen().count(blue) == screen.width * screen.height);
    auto const& stats = server.output().compose_stats();
    auto const looks = stats.looks, uploads = stats.uploads;
    CHECK(looks > 0);
    server.advance(std::chrono::seconds{1});
    CHECK(stats.looks == looks);
    CHECK(stats.uploads == uploads);
}

TEST_CASE("a window that fills the screen has no look, whatever is configured")
{
    TestServer server{{.screen = screen, .config = {.looks = {.corner_radius = 20, .shadow = 16, .dim_inactive = 40}}}};
    auto& client = server.connect();
    TestWindow window{client, {.color = blue, .fullscreen = true}};
    server.refresh(4);
    CHECK(server.screen().count(blue) == screen.width * screen.height);
    CHECK(server.output().compose_stats().looks == 0);
}
