// How long a picture waits for the light.

#include "animation.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("a display at rest shows a picture at its very next refresh, however near that is")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(60);
    server.advance(1s);
    Time const next = server.display().refreshed() + (server.loop().now() - server.display().refreshed()) / 20ms * 20ms + 20ms;
    server.advance(next - 100us - server.loop().now());
    window.surface().request_feedback();
    window.draw(green);
    server.settle();
    server.advance(1ms);
    REQUIRE(window.surface().feedback.size() == 1);
    CHECK(window.surface().feedback[0].when_ns == std::uint64_t(next.time_since_epoch().count()));
}

TEST_CASE("a client that draws at once has its picture on the screen two milliseconds later")
{
    TestServer server{{.refresh_mhz = 60'000}};
    auto& client = server.connect();
    TestWindow window{client};
    Animation animation{window};
    std::vector<Time> drawn{server.loop().now()};
    Time const end = server.loop().now() + 1s;
    while (server.loop().now() < end) {
        server.advance(100us);
        auto const before = animation.drawn;
        animation.go_on();
        if (animation.drawn != before)
            drawn.push_back(server.loop().now());
    }
    auto const& told = window.surface().feedback;
    REQUIRE(told.size() > 50);
    for (std::size_t i = 40; i < told.size(); ++i) { // known by then
        INFO("picture " << i);
        CHECK(told[i].presented);
        CHECK(std::chrono::nanoseconds{told[i].when_ns} - drawn[i].time_since_epoch() <= 2ms);
        CHECK(told[i].sequence == told[i - 1].sequence + 1);
    }
}

TEST_CASE("a client that takes most of a refresh to draw still shows a picture in each")
{
    TestServer server{{.refresh_mhz = 60'000}};
    auto& client = server.connect();
    TestWindow window{client};
    Animation animation{window};
    Time const end = server.loop().now() + 1s;
    while (server.loop().now() < end) {
        server.advance(1ms);
        if (window.surface().frames_done == animation.seen)
            continue;
        server.advance(12ms);
        animation.next();
    }
    CHECK(animation.drawn >= 58);
}

TEST_CASE("of two animations that draw one longer than the other each has a picture in every refresh")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow quick_window{client}, slow_window{client};
    Animation quick{quick_window}, slow{slow_window};
    auto due = Time::max();
    for (Time const end = server.loop().now() + 2s; server.loop().now() < end;) {
        server.advance(100us);
        quick.go_on();
        if (slow_window.surface().frames_done != slow.seen && due == Time::max())
            due = server.loop().now() + 5ms;
        if (server.loop().now() >= due) {
            slow.next();
            due = Time::max();
        }
    }
    for (auto* window : {&quick_window, &slow_window}) {
        auto const& told = window->surface().feedback;
        REQUIRE(told.size() >= 98);
        for (std::size_t i = 41; i < told.size(); ++i) {
            INFO("picture " << i);
            CHECK(told[i].presented);
            CHECK(told[i].sequence == told[i - 1].sequence + 1);
        }
    }
}
