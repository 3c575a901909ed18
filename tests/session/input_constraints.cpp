#include "input/seat.hpp"
#include "pointer-constraints-unstable-v1-client-protocol.h"
#include "remote_pointer.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A game over the whole screen, with the mouse in the middle of it.
struct Game {
    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    zwp_pointer_constraints_v1* constraints =
        client.bind<zwp_pointer_constraints_v1>(zwp_pointer_constraints_v1_interface, 1);

    Game()
    {
        REQUIRE(constraints);
        server.refresh(2);
        mouse.move_to(160, 120);
    }
    ~Game() { zwp_pointer_constraints_v1_destroy(constraints); }
    [[nodiscard]] FPoint<Logical> cursor() const { return server.server().seat().cursor(); }
};

} // namespace

TEST_CASE("a game locks the pointer, and puts it where it drew its own when it lets go")
{
    Game game;
    auto* lock = zwp_pointer_constraints_v1_lock_pointer(game.constraints, game.window.surface().c(),
        game.seat.pointer(), nullptr, ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_PERSISTENT);
    game.client.settle();
    game.mouse.move_by(30, 30);
    CHECK(game.cursor() == FPoint<Logical>{160, 120});

    zwp_locked_pointer_v1_set_cursor_position_hint(lock, wl_fixed_from_int(20), wl_fixed_from_int(30));
    game.window.surface().commit();
    zwp_locked_pointer_v1_destroy(lock);
    game.client.settle();
    CHECK(game.cursor() == FPoint<Logical>{20, 30});
    game.mouse.move_by(1, 1);
    CHECK(game.cursor() == FPoint<Logical>{21, 31});
}

TEST_CASE("a game keeps the pointer within a region once it is there")
{
    Game game;
    auto* region = wl_compositor_create_region(game.client.globals.compositor);
    wl_region_add(region, 10, 10, 50, 50);
    auto* confinement = zwp_pointer_constraints_v1_confine_pointer(game.constraints, game.window.surface().c(),
        game.seat.pointer(), region, ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_PERSISTENT);
    game.client.settle();
    game.mouse.move_by(-1, 0); // outside of the region it is free
    CHECK(game.cursor().x == 159);
    game.mouse.move_to(20, 20);
    game.mouse.move_by(1000, 0);
    CHECK((game.cursor().x < 60 && game.cursor().x > 58));
    CHECK(game.cursor().y == 20);
    zwp_confined_pointer_v1_destroy(confinement);
    wl_region_destroy(region);
}

TEST_CASE("whoever takes the keyboard away from a game frees the pointer")
{
    Game game;
    auto* lock = zwp_pointer_constraints_v1_lock_pointer(game.constraints, game.window.surface().c(),
        game.seat.pointer(), nullptr, ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_ONESHOT);
    game.client.settle();
    game.mouse.move_by(30, 30);
    CHECK(game.cursor() == FPoint<Logical>{160, 120});
    game.server.server().seat().focus_keyboard(nullptr);
    game.mouse.move_by(5, 0);
    CHECK(game.cursor() == FPoint<Logical>{165, 120});
    zwp_locked_pointer_v1_destroy(lock);
}

TEST_CASE("a game that dies with the pointer locked frees it")
{
    Game game;
    auto* lock = zwp_pointer_constraints_v1_lock_pointer(game.constraints, game.window.surface().c(),
        game.seat.pointer(), nullptr, ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_PERSISTENT);
    game.client.settle();
    game.client.kill();
    game.server.settle();
    game.mouse.move_by(5, 0);
    CHECK(game.cursor() == FPoint<Logical>{165, 120});
    zwp_locked_pointer_v1_destroy(lock);
}

TEST_CASE("a pointer that another program makes does not leave where a game holds it")
{
    Game game;
    auto* lock = zwp_pointer_constraints_v1_lock_pointer(game.constraints, game.window.surface().c(),
        game.seat.pointer(), nullptr, ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_PERSISTENT);
    game.client.settle();
    RemotePointer remote{game.server.connect()};
    remote.move_to(20, 30, 320, 240);
    CHECK(game.cursor() == FPoint<Logical>{160, 120});
    zwp_locked_pointer_v1_destroy(lock);
    game.client.settle();
    remote.move_to(20, 30, 320, 240);
    CHECK(game.cursor() == FPoint<Logical>{20, 30});
}
