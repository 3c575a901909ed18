// A software renderer paints a large picture in bands, one a turn of the loop: state Composing.

#include "client_window.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "server.hpp"
#include "session.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <poll.h>
#include <unistd.h>
#include <wayland-server-core.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("a picture too large for one turn is painted whole, and whole again when its window goes")
{
    TestServer server{{.screen = {1600, 1200}}};
    auto& client = server.connect();
    {
        TestWindow window{client, {.size = {1500, 1100}, .color = red}};
        server.refresh(3);
        CHECK(server.screen().count(red) == 1500 * 1100);
    }
    server.refresh(3);
    CHECK(server.screen().count(red) == 0);
}

TEST_CASE("what changes far apart is painted in one turn, if it is little")
{
    TestServer server{{.screen = {1600, 1200}}};
    server.output().use_planes(PlaneUse::None);
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .fullscreen = true}};
    server.refresh(3);
    TestBuffer const one{client, {1600, 1200}, red}, two{client, {1600, 1200}, red};
    auto const change = [&](TestBuffer const& buffer) {
        window.surface().attach_only(buffer);
        window.surface().damage(0, 0, 10, 10);
        window.surface().damage(1590, 1190, 10, 10);
        window.surface().commit();
        server.refresh(2);
    };
    for (int i = 0; i < 6; ++i) // every buffer of the swapchain has the window's picture
        change(i % 2 ? one : two);
    auto const before = server.output().compose_stats();
    change(two);
    auto const after = server.output().compose_stats();
    CHECK(after.damage - before.damage == 200);
    CHECK(after.passes - before.passes == 1);
    CHECK(after.bands - before.bands == 1);
}

TEST_CASE("what a client was answered is sent before a large picture is painted further")
{
    TestServer server{{.screen = {1600, 1200}}};
    server.output().use_planes(PlaneUse::None);
    TestWindow window{server.connect(), {.color = red, .fullscreen = true}};
    server.refresh(3);
    auto const before = server.output().compose_stats().bands;
    window.draw(blue);
    server.settle();
    Fd const asking{server.connect_raw()};
    constexpr std::array<std::uint32_t, 3> sync{1, 12 << 16, 2}; // wl_display.sync, its callback number 2
    REQUIRE(write(asking.get(), sync.data(), sizeof sync) == sizeof sync);
    wl_event_loop_dispatch(server.loop().c(), 0); // it is answered in this turn
    auto const heard = [&] {
        pollfd answer{.fd = asking.get(), .events = POLLIN, .revents = 0};
        return poll(&answer, 1, 0) == 1;
    };
    CHECK_FALSE(heard());
    server.loop().advance_to(server.loop().now() + 1s); // nothing but timers: the bands are painted
    CHECK(server.output().compose_stats().bands - before > 1);
    CHECK(heard());
}
