// fifo-v1 and commit-timing-v1: what a client asks for beyond "as soon as possible".

#include "paced_windows.hpp"
#include "session.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Duration period = 16'666'666ns;

} // namespace

TEST_CASE("a client paced by barriers alone shows each of 600 pictures once, one a refresh")
{
    TestServer server{{.refresh_mhz = 60'000}};
    auto& client = server.connect();
    FifoWindow fifo{client};
    server.refresh(10);
    for (int i = 0; i < 600; ++i) {
        fifo.draw(i % 2 ? red : blue);
        if (i % 3 == 2) // three at a time, faster than they can be shown
            std::ignore = server.run_until([&] { return fifo.window.surface().feedback.size() + 3 > std::size_t(i); });
    }
    REQUIRE(server.run_until([&] { return fifo.window.surface().feedback.size() == 600; }));
    auto const& told = fifo.window.surface().feedback;
    for (std::size_t i = 1; i < told.size(); ++i) {
        INFO("picture " << i);
        CHECK(told[i].presented);
        CHECK(told[i].sequence > told[i - 1].sequence);
        CHECK(told[i].sequence <= told[i - 1].sequence + 2);
    }
    CHECK(told.back().sequence - told.front().sequence <= 640);
}

TEST_CASE("pictures that wait for no barrier replace each other")
{
    TestServer server;
    auto& client = server.connect();
    FifoWindow fifo{client};
    server.refresh(10);
    fifo.window.surface().request_feedback();
    fifo.window.draw(red);
    fifo.window.surface().request_feedback();
    fifo.window.draw(blue);
    server.refresh(2);
    auto const& told = fifo.window.surface().feedback;
    REQUIRE(told.size() == 2);
    CHECK_FALSE(told[0].presented);
    CHECK(told[1].presented);
}

TEST_CASE("a barrier that nobody can see does not stall its client")
{
    TestServer server;
    auto& client = server.connect();
    FifoWindow below{client};
    server.refresh(5);
    TestWindow above{client, {.color = green, .fullscreen = true}};
    server.refresh(5);
    auto const before = below.window.surface().feedback.size();
    for (int i = 0; i < 10; ++i)
        below.draw(i % 2 ? red : blue);
    auto const end = server.loop().now() + 1s;
    std::ignore = server.run_until([&] { return server.loop().now() > end; });
    // What was replaced unseen was discarded; the last is still current.
    CHECK(below.window.surface().feedback.size() >= before + 9);
}

TEST_CASE("a picture with a time is shown at the vblank nearest to it")
{
    TestServer server{{.refresh_mhz = 60'000}};
    auto& client = server.connect();
    TimedWindow timed{client};
    Time target = server.loop().now() + 200ms;
    std::vector<Time> targets;
    // 600 pictures, 24 a second and off any grid.
    for (int i = 0; i < 600; ++i, target += 41'708'333ns) {
        targets.push_back(target);
        timed.draw(i % 2 ? red : blue, target);
        std::ignore = server.run_until([&] { return timed.window.surface().feedback.size() + 3 > std::size_t(i); });
    }
    auto const& told = timed.window.surface().feedback;
    REQUIRE(server.run_until([&] { return told.size() == 600; }));
    for (std::size_t i = 0; i < told.size(); ++i) {
        INFO("picture " << i);
        CHECK(told[i].presented);
        auto const error = std::chrono::nanoseconds{told[i].when_ns} - targets[i].time_since_epoch();
        CHECK(std::chrono::abs(error) <= period / 2 + 1us);
    }
}

TEST_CASE("a picture whose time is past is shown at once, and later ones keep their order")
{
    TestServer server;
    auto& client = server.connect();
    TimedWindow timed{client};
    server.refresh(3);
    auto const now = server.loop().now();
    timed.draw(blue, now + 100ms);
    timed.draw(green, now - 1s); // in time, but behind the blue one
    server.refresh(2);
    CHECK(server.screen().count(red) > 0);
    REQUIRE(server.run_until([&] { return server.screen().count(green) > 0; }));
    CHECK(server.loop().now() - now >= 90ms);
}

TEST_CASE("a window that is hidden is not kept waiting for its moment")
{
    TestServer server;
    auto& client = server.connect();
    TimedWindow timed{client};
    server.refresh(3);
    TestWindow above{client, {.color = green, .fullscreen = true}};
    server.refresh(5);
    auto const now = server.loop().now();
    auto& buffer = timed.window.surface().show({100, 80}, blue); // held by the surface until replaced
    timed.at(now + 60ms);
    timed.window.draw(red);
    REQUIRE(server.run_until([&] { return buffer.releases() > 0; }));
    CHECK(server.loop().now() - now >= 50ms);
    CHECK(server.loop().now() - now <= 120ms);
}

TEST_CASE("misuse of the timing protocols is the client's own error")
{
    TestServer server;
    auto& client = server.connect();
    SECTION("two fifos for a surface")
    {
        FifoWindow fifo{client};
        wp_fifo_v1* second = wp_fifo_manager_v1_get_fifo(fifo.manager, fifo.window.surface().c());
        server.settle();
        REQUIRE(client.protocol_error());
        CHECK(client.protocol_error()->code == WP_FIFO_MANAGER_V1_ERROR_ALREADY_EXISTS);
        wp_fifo_v1_destroy(second);
    }
    SECTION("two times for a commit")
    {
        TimedWindow timed{client};
        timed.at(server.loop().now());
        timed.at(server.loop().now());
        server.settle();
        REQUIRE(client.protocol_error());
        CHECK(client.protocol_error()->code == WP_COMMIT_TIMER_V1_ERROR_TIMESTAMP_EXISTS);
    }
    SECTION("too many nanoseconds")
    {
        TimedWindow timed{client};
        wp_commit_timer_v1_set_timestamp(timed.timer, 0, 1, 1'000'000'000);
        server.settle();
        REQUIRE(client.protocol_error());
        CHECK(client.protocol_error()->code == WP_COMMIT_TIMER_V1_ERROR_INVALID_TIMESTAMP);
    }
    SECTION("a time for a surface that is gone")
    {
        auto* manager = client.bind<wp_commit_timing_manager_v1>(wp_commit_timing_manager_v1_interface, 1);
        auto surface = std::make_unique<TestSurface>(client);
        auto* timer = wp_commit_timing_manager_v1_get_timer(manager, surface->c());
        surface.reset();
        wp_commit_timer_v1_set_timestamp(timer, 0, 1, 0);
        server.settle();
        REQUIRE(client.protocol_error());
        CHECK(client.protocol_error()->code == WP_COMMIT_TIMER_V1_ERROR_SURFACE_DESTROYED);
        wp_commit_timer_v1_destroy(timer);
        wp_commit_timing_manager_v1_destroy(manager);
    }
}

TEST_CASE("a surface whose commit is held may become a window: the commit waits until it is one")
{
    TestServer server;
    auto& client = server.connect();
    TestSurface surface{client};
    auto* manager = client.bind<wp_fifo_manager_v1>(wp_fifo_manager_v1_interface, 1);
    auto* fifo = wp_fifo_manager_v1_get_fifo(manager, surface.c());
    for (int i = 0; i < 2; ++i) { // the second waits for the first to be shown
        wp_fifo_v1_set_barrier(fifo);
        wp_fifo_v1_wait_barrier(fifo);
        surface.commit();
    }
    auto* xdg = xdg_wm_base_get_xdg_surface(client.globals.wm_base, surface.c());
    client.settle();
    server.advance(1s); // long enough for any barrier
    TestWindow const window{client, {.color = green}};
    server.refresh(2);
    CHECK(server.screen().count(green) == 100 * 80);
    xdg_surface_destroy(xdg);
    wp_fifo_v1_destroy(fifo);
    wp_fifo_manager_v1_destroy(manager);
}
