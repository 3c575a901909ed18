// What is shown without a copy, and that nobody sees the difference.

#include "output/output.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Extent whole{320, 240};

/// A fullscreen window, settled on the screen.
struct Fullscreen {
    explicit Fullscreen(ServerSetup const& setup = {}) : server{setup} { settle(red); }

    /// Lies still and draws, until the display has been asked about it and has shown the answer.
    void settle(Argb color)
    {
        for (int i = 0; i < 12; ++i) {
            window.draw(color);
            server.refresh(1);
        }
    }

    TestServer server;
    TestClient& client = server.connect();
    TestWindow window{client, {.color = red, .fullscreen = true}};

    [[nodiscard]] std::uint64_t passes() { return server.output().compose_stats().passes; }
    [[nodiscard]] std::uint64_t direct() { return server.output().stats().direct; }
};

} // namespace

TEST_CASE("a picture that fills the screen is shown without being copied")
{
    Fullscreen world;
    auto const passes = world.passes(), direct = world.direct();
    for (int i = 0; i < 5; ++i) {
        Argb const color = i % 2 ? red : blue;
        world.window.draw(color);
        world.server.refresh(2);
        CHECK(world.server.screen().count(color) == 320 * 240);
    }
    CHECK(world.passes() == passes);
    CHECK(world.direct() == direct + 5);
}

TEST_CASE("a buffer on the screen goes back to its client only when another one is shown")
{
    Fullscreen world;
    TestBuffer first{world.client, whole, green}, second{world.client, whole, blue};
    world.window.surface().attach(&first);
    world.window.surface().commit();
    world.server.refresh(10);
    CHECK(first.releases() == 0);
    world.window.surface().attach(&second);
    world.window.surface().commit();
    world.server.settle();
    CHECK(first.releases() == 0); // still being read
    world.server.refresh(2);
    CHECK(first.releases() == 1);
    CHECK(second.releases() == 0);
}

TEST_CASE("a menu over a fullscreen window is composed with it, and the copies end with the menu")
{
    Fullscreen world;
    {
        TestPopup menu{world.client, world.window.xdg(),
                       {.size = {40, 30}, .anchor_x = 100, .anchor_y = 100, .color = green}};
        world.server.refresh(2);
        CHECK(world.server.screen().count(green) == 40 * 30);
        CHECK(world.server.screen().count(red) == 320 * 240 - 40 * 30);
        CHECK(world.server.output().shown()->assignment.needs_composition());
    }
    world.server.refresh(2);
    CHECK(world.server.screen().count(red) == 320 * 240);
    world.settle(red);
    auto const passes = world.passes();
    world.window.draw(blue);
    world.server.refresh(2);
    CHECK(world.server.screen().count(blue) == 320 * 240);
    CHECK(world.passes() == passes);
}

TEST_CASE("a display that never shows clients' buffers shows the same picture, composed")
{
    Fullscreen world{{.display = {.direct_scanout = false}}};
    CHECK(world.direct() == 0);
    CHECK(world.server.screen().count(red) == 320 * 240);
    REQUIRE(world.server.output().shown());
    CHECK(world.server.output().shown()->assignment.placements[0].verdict == Verdict::RefusedByTest);
}

TEST_CASE("a display that refuses what its test allowed costs no picture")
{
    Fullscreen world{{.display = {.direct_scanout = true}}};
    world.server.display().refuse_commits(-1);
    for (int i = 0; i < 4; ++i) {
        Argb const color = i % 2 ? green : yellow;
        world.window.draw(color);
        world.server.refresh(2);
        INFO("picture " << i << ": " << world.server.screen());
        CHECK(world.server.screen().count(color) == 320 * 240);
    }
    CHECK(world.server.output().stats().refused == 1); // asked once, then remembered
}

TEST_CASE("every commit may fail for a while: the right picture comes with the first that does not")
{
    Fullscreen world;
    world.server.display().refuse_commits(5);
    world.window.draw(green);
    REQUIRE(world.server.run_until([&] { return world.server.screen().count(green) == 320 * 240; }));
    CHECK(world.client.alive());
}
