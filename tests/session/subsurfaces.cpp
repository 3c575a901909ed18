#include "session.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;

namespace {

/// A red window with a 40x40 sub-surface at its (10, 10), on the screen.
struct WindowWithChild {
    TestServer server;
    TestClient& client = server.connect();
    TestWindow window{client, {.size = {100, 80}, .color = red}};
    TestSubsurface child{window.surface(), "child"};

    WindowWithChild()
    {
        child.set_position(10, 10);
        child.surface().show({40, 40}, blue);
        window.surface().commit();
        server.refresh(2);
    }
};

} // namespace

TEST_CASE("a sub-surface shows at its place on its parent")
{
    WindowWithChild world;
    auto const screen = world.server.screen();
    INFO(screen);
    CHECK(screen.count(blue) == 40 * 40);
    auto const parent = screen.box_of(red), child = screen.box_of(blue);
    CHECK(child.x == parent.x + 10);
    CHECK(child.y == parent.y + 10);
}

TEST_CASE("a synchronised sub-surface changes together with its parent, never alone")
{
    WindowWithChild world;
    world.child.surface().show({40, 40}, green);
    world.server.refresh(3);
    CHECK(world.server.screen().count(blue) == 40 * 40);
    CHECK(world.server.screen().count(green) == 0);

    world.window.draw(yellow);
    world.server.refresh(2);
    CHECK(world.server.screen().count(green) == 40 * 40);
    CHECK(world.server.screen().count(yellow) == 100 * 80 - 40 * 40);
}

TEST_CASE("no frame shows a parent's new picture with its synchronised child's old one")
{
    WindowWithChild world;
    for (int i = 0; i < 20; ++i) {
        bool const even = i % 2 == 0;
        world.child.surface().show({40, 40}, even ? white : blue);
        world.server.advance(std::chrono::milliseconds{7}); // at every phase of the refresh
        world.window.draw(even ? green : red);
        for (int step = 0; step < 5; ++step) {
            world.server.advance(std::chrono::milliseconds{5});
            auto const screen = world.server.screen();
            INFO("round " << i << ", step " << step << ": " << screen);
            CHECK((screen.count(green) > 0) == (screen.count(white) > 0));
            CHECK((screen.count(red) > 0) == (screen.count(blue) > 0));
        }
    }
}

TEST_CASE("a desynchronised sub-surface changes alone")
{
    WindowWithChild world;
    world.child.set_desync();
    world.child.surface().show({40, 40}, green);
    world.server.refresh(2);
    CHECK(world.server.screen().count(green) == 40 * 40);
}

TEST_CASE("a sub-surface below its parent shows only where the parent does not")
{
    WindowWithChild world;
    world.child.place_below(world.window.surface());
    world.child.set_position(-20, 10);
    world.window.surface().commit();
    world.server.refresh(2);
    CHECK(world.server.screen().count(red) == 100 * 80);
    CHECK(world.server.screen().count(blue) == 20 * 40);
}

TEST_CASE("a sub-surface that moves leaves its old place behind")
{
    WindowWithChild world;
    world.child.set_position(50, 30);
    world.window.surface().commit();
    world.server.refresh(2);
    auto const screen = world.server.screen();
    CHECK(screen.count(blue) == 40 * 40);
    CHECK(screen.box_of(blue).x == screen.box_of(red).x + 50);
}

TEST_CASE("a sub-surface that sticks out of its window does not push the window aside")
{
    WindowWithChild world;
    auto const before = world.server.screen().box_of(red);
    world.child.set_position(-20, 10);
    world.window.surface().commit();
    world.server.refresh(2);
    auto const screen = world.server.screen();
    CHECK(screen.box_of(blue).x == before.x - 20);
    CHECK(screen.box_of(red).x + screen.box_of(red).width == before.x + before.width);
}

TEST_CASE("a sub-surface that moves under a resting pointer gets it")
{
    WindowWithChild world;
    Mouse mouse{world.server};
    TestSeat seat{world.client};
    auto const window = world.server.screen().box_of(red);
    mouse.move_to(window.x + 70, window.y + 50);
    REQUIRE(seat.saw("pointer motion 70,50"));
    world.child.set_position(50, 30);
    world.window.surface().commit();
    world.server.settle();
    CHECK(seat.saw("pointer enter child 20,20"));
}
