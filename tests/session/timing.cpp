#include "animation.hpp"
#include "output/output.hpp"
#include "session.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("a client that animates is called back once a refresh, and every picture is shown")
{
    TestServer server{{.refresh_mhz = 60'000}};
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(3);
    auto const flips = server.output().stats().flips;

    Animation animation{window};
    Time const end = server.loop().now() + 1s;
    while (server.loop().now() < end) {
        server.advance(1ms);
        animation.go_on();
    }
    CHECK(window.surface().frames_done >= 59);
    CHECK(window.surface().frames_done <= 61);
    CHECK(server.output().stats().flips - flips >= 59);
}

TEST_CASE("presentation feedback tells each picture's vblank, one after the other, a refresh apart")
{
    TestServer server{{.refresh_mhz = 50'000}};
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(3);

    Animation animation{window};
    Time const end = server.loop().now() + 500ms;
    while (server.loop().now() < end) {
        server.advance(1ms);
        animation.go_on();
    }
    auto const& told = window.surface().feedback;
    REQUIRE(told.size() >= 20);
    for (std::size_t i = 1; i < told.size(); ++i) {
        INFO("picture " << i);
        CHECK(told[i].presented);
        CHECK(told[i].refresh_ns == 20'000'000);
        CHECK(told[i].sequence == told[i - 1].sequence + 1);
        CHECK(told[i].when_ns == told[i - 1].when_ns + 20'000'000);
    }
}

TEST_CASE("feedback of a picture that was never shown says so")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(3);
    window.surface().request_feedback();
    window.draw(green); // replaced in the same moment
    window.surface().request_feedback();
    window.draw(blue);
    server.refresh(2);

    auto const& told = window.surface().feedback;
    REQUIRE(told.size() == 2);
    CHECK_FALSE(told[0].presented);
    CHECK(told[1].presented);
}

TEST_CASE("a frame callback is answered even if nothing changed on the screen")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(5);
    auto const commits = server.output().stats().commits;
    window.surface().request_frame();
    window.surface().commit();
    server.refresh(2);
    CHECK(window.surface().frames_done == 1);
    CHECK(server.output().stats().commits == commits);
}

TEST_CASE("a screen on which nothing changes costs nothing for a minute")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow first{client, {.color = red}}, second{client, {.color = blue}};
    server.refresh(5);
    first.surface().request_frame();
    first.surface().commit(); // a frame in which nothing changes is the last one, too
    server.refresh(5);
    REQUIRE(first.surface().frames_done == 1);

    auto const before = server.output().stats();
    auto const wakeups = server.loop().timer_wakeups();
    auto const passes = server.output().compose_stats().passes;
    server.advance(60s);
    CHECK(server.output().stats().commits == before.commits);
    CHECK(server.output().compose_stats().passes == passes);
    CHECK(server.loop().timer_wakeups() == wakeups);
}

TEST_CASE("after a minute of nothing the next picture is on time")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.advance(60s);
    window.draw(green);
    server.refresh(2);
    CHECK(server.screen().count(green) == 100 * 80);
}

TEST_CASE("a program whose window nobody can see is called back once a second, so that it does not hang")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow below{client};
    TestWindow above{client, {.color = green, .fullscreen = true}};
    server.refresh(5);
    auto const before = below.surface().frames_done;
    below.surface().request_frame();
    below.draw(blue);
    server.advance(900ms);
    CHECK(below.surface().frames_done == before);
    server.advance(200ms);
    CHECK(below.surface().frames_done == before + 1);
    auto const wakeups = server.loop().timer_wakeups();
    server.advance(60s);
    CHECK(server.loop().timer_wakeups() == wakeups); // nobody waits any more
}

TEST_CASE("an application is called back late in each refresh, or right after it where its user wants that")
{
    ServerSetup setup{.refresh_mhz = 50'000};
    setup.config.applications.by_app_id["steady"] = {.pacing = false};
    TestServer server{setup};
    auto& client = server.connect();
    auto const time_of_callback = [&](TestWindow& window) { // after the refresh, the longest of the last few
        Duration longest{};
        Animation animation{window};
        for (int i = 0; i < 80; ++i) {
            REQUIRE(server.run_until([&] { return window.surface().frames_done != animation.seen; }));
            if (i >= 70)
                longest = std::max(longest, server.loop().now() - server.display().refreshed());
            server.advance(2ms); // it draws
            animation.next();
        }
        return longest;
    };
    TestWindow late{client, {.app_id = "other"}}, steady{client, {.app_id = "steady"}};
    server.refresh(3);
    CHECK(time_of_callback(late) > 10ms);
    CHECK(time_of_callback(steady) < 1ms);
    server.server().configure({});
    CHECK(time_of_callback(steady) > 10ms);
    server.server().configure(setup.config);
    CHECK(time_of_callback(steady) < 1ms);
}
