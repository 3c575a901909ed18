// A display whose refreshes come with the pictures.

#include "backend/scanout.hpp"
#include "commit-timing-v1-client-protocol.h"
#include "content-type-v1-client-protocol.h"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "session_devices.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr int refresh_mhz = 125'000;
constexpr Duration shortest = 8ms, slowest = 33'333'333ns;

ServerSetup varying(VrrUse use = VrrUse::Fullscreen, bool can = true)
{
    ServerSetup setup{.refresh_mhz = refresh_mhz, .display = {.longest_refresh = can ? slowest : Duration::zero()}};
    setup.config.outputs.by_name["HEADLESS-1"].vrr = use;
    return setup;
}

/// A game that draws when it likes.
struct Game {
    explicit Game(ServerSetup const& setup = varying(), bool fullscreen = true)
        : server{setup}, window{client, {.size = {300, 200}, .color = red, .fullscreen = fullscreen}}
    {
        play(20, 20ms);
    }

    void draw()
    {
        color = color == blue ? red : blue;
        window.surface().request_feedback();
        window.draw(color);
    }
    /// Draws n pictures, one each `every`; keeps in mind when the display refreshed.
    void play(int n, Duration every)
    {
        for (int i = 0; i < n; ++i) {
            draw();
            rest(every);
        }
    }
    void rest(Duration span)
    {
        for (Duration spent{}; spent < span; spent += 500us) {
            server.advance(std::min<Duration>(500us, span - spent));
            if (auto const last = server.display().refreshed(); refreshes.empty() || refreshes.back() != last)
                refreshes.push_back(last);
        }
    }
    /// The times between refreshes since `refreshes` was cleared.
    [[nodiscard]] std::vector<Duration> intervals() const
    {
        std::vector<Duration> out;
        for (std::size_t i = 1; i < refreshes.size(); ++i)
            out.push_back(refreshes[i] - refreshes[i - 1]);
        return out;
    }
    [[nodiscard]] bool varies() { return server.output().scanout()->varies(); }
    [[nodiscard]] bool seen() { return server.screen().count(color) > 300 * 190; }

    TestTheme theme;
    TestServer server;
    TestClient& client = server.connect();
    TestWindow window;
    Argb color = red;
    std::vector<Time> refreshes;
};

/// No time between two refreshes is much longer or shorter than the one before it.
void check_steps(std::vector<Duration> const& intervals)
{
    for (std::size_t i = 1; i < intervals.size(); ++i) {
        INFO("after " << i << " refreshes: " << intervals[i - 1].count() << " ns, then " << intervals[i].count() << " ns");
        CHECK(intervals[i] >= intervals[i - 1] * 79 / 100);
        CHECK(intervals[i] <= intervals[i - 1] * 126 / 100);
    }
}

} // namespace

TEST_CASE("a game's pictures are on the screen as they come, each with a refresh of its own")
{
    Game game;
    REQUIRE(game.varies());
    game.refreshes.clear();
    for (int i = 0; i < 100; ++i) {
        game.draw();
        game.rest(1ms);
        INFO("picture " << i << ": " << game.server.screen());
        CHECK(game.seen());
        game.rest(i % 2 ? 18ms : 20ms + i * 10us);
    }
    CHECK(game.refreshes.size() <= 101);
    CHECK(game.window.surface().feedback.back().refresh_ns == 0); // there is no period
}

TEST_CASE("a game that leapt from 125 pictures a second to 50 has a refresh for each again half a second later")
{
    Game game;
    game.play(60, shortest);
    game.play(25, 20ms);
    game.refreshes.clear();
    game.play(50, 20ms);
    CHECK(game.refreshes.size() <= 51);
}

TEST_CASE("a refresh varies where the user wants it, the display can, and something fills the screen")
{
    CHECK(Game{varying(VrrUse::Fullscreen)}.varies());
    CHECK_FALSE(Game{varying(VrrUse::Fullscreen), false}.varies());
    CHECK(Game{varying(VrrUse::On), false}.varies());
    CHECK_FALSE(Game{varying(VrrUse::Off)}.varies());
    CHECK_FALSE(Game{varying(VrrUse::On, false)}.varies());
}

TEST_CASE("where the user wants it for games and videos, a refresh varies while one says that it is that")
{
    Game game{varying(VrrUse::Content)};
    CHECK_FALSE(game.varies());
    auto* const manager = game.client.bind<wp_content_type_manager_v1>(wp_content_type_manager_v1_interface, 1);
    auto* const type = wp_content_type_manager_v1_get_surface_content_type(manager, game.window.surface().c());
    for (auto const& [hint, varies] : {std::pair{WP_CONTENT_TYPE_V1_TYPE_GAME, true}, {WP_CONTENT_TYPE_V1_TYPE_PHOTO, false},
                                      {WP_CONTENT_TYPE_V1_TYPE_VIDEO, true}, {WP_CONTENT_TYPE_V1_TYPE_NONE, false}}) {
        wp_content_type_v1_set_content_type(type, hint);
        game.play(5, 20ms);
        INFO("hint " << hint);
        CHECK(game.varies() == varies);
    }
    wp_content_type_v1_destroy(type);
    wp_content_type_manager_v1_destroy(manager);
}

TEST_CASE("a refresh that varied is steady again when the user says so, and varies again")
{
    Game game;
    REQUIRE(game.varies());
    game.server.server().configure(varying(VrrUse::Off).config);
    game.play(20, 20ms);
    CHECK_FALSE(game.varies());
    CHECK(game.window.surface().feedback.back().refresh_ns == 8'000'000);
    CHECK(game.seen());
    game.server.server().configure(varying().config);
    game.play(20, 20ms);
    CHECK(game.varies());
    CHECK(game.seen());
}

TEST_CASE("the pointer never makes a game's display refresh more often, and a resting one 60 times a second at most")
{
    Game game;
    Mouse mouse{game.server};
    mouse.move_to(10, 10);
    game.play(20, 20ms);
    game.refreshes.clear();
    for (int i = 0; i < 500; ++i) { // a second of playing, at 50 Hz
        if (i % 10 == 0)
            game.draw();
        mouse.move_to(10 + i % 200, 10 + i % 100);
        game.rest(2ms);
    }
    CHECK(game.refreshes.size() >= 49);
    CHECK(game.refreshes.size() <= 51);
    game.rest(1s);
    game.refreshes.clear();
    for (int i = 0; i < 500; ++i) { // of rest
        mouse.move_to(10 + i % 200, 10 + i % 100);
        game.rest(2ms);
    }
    CHECK(game.refreshes.size() >= 55);
    CHECK(game.refreshes.size() <= 61);
    game.rest(slowest);
    CHECK(game.server.screen().box_of(TestTheme::arrow).x == 10 + 499 % 200);
}

TEST_CASE("the rate changes step by step, however the game draws, and rests when it rests")
{
    Game game;
    game.play(30, 30ms);
    game.refreshes.clear();
    game.play(60, shortest);
    game.play(5, 25ms);
    game.play(60, shortest);
    game.play(10, 60ms);
    game.play(30, 11ms);
    game.rest(350ms);
    auto const intervals = game.intervals();
    REQUIRE(intervals.size() > 150);
    check_steps(intervals);
    CHECK(intervals.back() >= slowest * 79 / 100);
    auto const commits = game.server.display().commits();
    game.rest(2s);
    CHECK(game.server.display().commits() == commits);
    CHECK(game.seen());
}

TEST_CASE("a display never refreshes by itself between a slow game's pictures, and so never makes one wait")
{
    Game game;
    for (auto const every : {31ms, 40ms, 50ms, 90ms, 150ms}) {
        INFO("a picture every " << every.count() << " ms");
        game.play(12, every);
        game.refreshes.clear();
        for (int i = 0; i < 10; ++i) {
            game.draw();
            game.rest(1ms);
            INFO("picture " << i << ": " << game.server.screen());
            CHECK(game.seen());
            game.rest(every - 1ms);
        }
        auto const intervals = game.intervals();
        CHECK(std::ranges::max(intervals) < slowest);
        CHECK(std::ranges::min(intervals) >= shortest);
        check_steps(intervals);
    }
}

TEST_CASE("refreshes follow the window that the user works in, and other pictures go along")
{
    Game game{varying(VrrUse::On), false}; // the larger window
    TestWindow focused{game.client, {.size = {100, 80}, .color = green}};
    game.server.settle();
    auto const run = [&](int n) {
        for (int i = 0; i < n; ++i) {
            if (i % 20 == 0)
                focused.draw(i % 40 ? green : yellow);
            if (i % 7 == 0)
                game.draw();
            game.rest(1ms);
        }
    };
    run(600);
    game.refreshes.clear();
    run(1000);
    CHECK(game.refreshes.size() >= 49);
    CHECK(game.refreshes.size() <= 51);
}

TEST_CASE("a picture with a moment is shown at that moment, where a steady display would have no refresh")
{
    Game game;
    auto* const manager = game.client.bind<wp_commit_timing_manager_v1>(wp_commit_timing_manager_v1_interface, 1);
    auto* const timer = wp_commit_timing_manager_v1_get_timer(manager, game.window.surface().c());
    Time moment = game.server.loop().now() + 100ms;
    for (int i = 0; i < 50; ++i) {
        auto const at = to_timespec(moment);
        wp_commit_timer_v1_set_timestamp(timer, std::uint32_t(std::uint64_t(at.tv_sec) >> 32), std::uint32_t(at.tv_sec), std::uint32_t(at.tv_nsec));
        game.draw();
        game.rest(moment - game.server.loop().now() + 2ms);
        INFO("picture " << i);
        auto const& told = game.window.surface().feedback.back();
        REQUIRE(told.presented);
        CHECK(Duration{told.when_ns} - moment.time_since_epoch() >= Duration::zero());
        if (i > 10)
            CHECK(Duration{told.when_ns} - moment.time_since_epoch() < 100us);
        moment += 21ms + i * 1us;
    }
    wp_commit_timer_v1_destroy(timer);
    wp_commit_timing_manager_v1_destroy(manager);
}
