// Keyboards and pointers that clients make.

#include "input/seat.hpp"
#include "remote_pointer.hpp"
#include "screen_keyboard.hpp"
#include "session_devices.hpp"
#include "virtual-keyboard-unstable-v1-client-protocol.h"
#include "wlr-virtual-pointer-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <sys/mman.h>
#include <unistd.h>
#include <string>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("what is typed on a screen keyboard arrives in the window with the focus, with the meaning it has there")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    auto const own = seat.keymap;
    ScreenKeyboard screen_keyboard{server.connect()};
    screen_keyboard.tap(KEY_Y);
    CHECK(seat.saw("key 21 down"));
    CHECK(seat.saw("key 21 up"));
    CHECK(seat.keymap.contains("German"));
    screen_keyboard.modifiers(1);
    CHECK(seat.log.back() == "modifiers 1 0 0 0");
    screen_keyboard.modifiers(0);

    keyboard.tap(KEY_Y);
    CHECK(seat.keymap == own);
    CHECK(std::ranges::count(seat.log, "key 21 down") == 2);
}

TEST_CASE("a screen keyboard is a keyboard: there is one in the seat, and it has the desktop's bindings")
{
    TestServer server;
    auto& client = server.connect();
    TestSeat seat{client};
    CHECK(seat.capabilities == 0);
    ScreenKeyboard keyboard{server.connect()};
    CHECK(seat.capabilities == WL_SEAT_CAPABILITY_KEYBOARD);
    TestWindow window{client};
    keyboard.key(KEY_LEFTMETA, true);
    keyboard.modifiers(64); // Mod4
    keyboard.tap(KEY_Q);
    CHECK(window.close_requested);
    CHECK_FALSE(seat.saw("key 16 down"));
    CHECK_FALSE(seat.saw("key 16 up"));
}

TEST_CASE("a screen keyboard that crashes lets its keys go, and the other keyboard types on")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    auto& remote = server.connect();
    {
        ScreenKeyboard screen_keyboard{remote};
        screen_keyboard.key(KEY_A, true);
        remote.kill();
        server.settle();
        CHECK(seat.saw("key 30 up"));
    }
    seat.take();
    keyboard.tap(KEY_B);
    CHECK(seat.saw("key 48 down"));
    TestWindow next{client}; // who comes now gets a keyboard, too
    CHECK(seat.saw("keyboard enter window"));
}

TEST_CASE("a key before there is a keymap ends the client that sent it, alone")
{
    TestServer server;
    auto& client = server.connect();
    ScreenKeyboard keyboard{client, ""};
    zwp_virtual_keyboard_v1_key(keyboard.c, 0, KEY_A, 1);
    client.settle();
    REQUIRE(client.protocol_error());
    CHECK(client.protocol_error()->code == ZWP_VIRTUAL_KEYBOARD_V1_ERROR_NO_KEYMAP);
    CHECK(server.connect().alive());
}

TEST_CASE("a pointer that a client makes moves, clicks and scrolls like a mouse")
{
    TestServer server;
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    RemotePointer pointer{server.connect()};
    CHECK(seat.capabilities == WL_SEAT_CAPABILITY_POINTER);
    pointer.move_to(1, 1, 4, 4);
    CHECK(server.server().seat().cursor() == FPoint<Logical>{80, 60});
    CHECK(seat.saw("pointer motion 80,60"));
    zwlr_virtual_pointer_v1_motion(pointer.c, 0, wl_fixed_from_int(5), wl_fixed_from_int(-5));
    pointer.frame();
    CHECK(seat.saw("pointer motion 85,55"));
    pointer.button(left_button, true);
    CHECK(seat.saw("pointer button 272 down"));
    pointer.button(left_button, false);
    zwlr_virtual_pointer_v1_axis_discrete(pointer.c, 0, WL_POINTER_AXIS_VERTICAL_SCROLL, wl_fixed_from_int(15), 1);
    pointer.frame();
    CHECK(seat.saw("pointer axis vertical 15"));
}

TEST_CASE("a pointer that a client makes for one display stays on it")
{
    TestServer server;
    server.plug("HEADLESS-2", {320, 240});
    auto& remote = server.connect();
    remote.settle();
    REQUIRE(remote.outputs.size() == 2);
    RemotePointer pointer{remote, remote.outputs[1]->c};
    pointer.move_to(1, 1, 2, 2);
    CHECK(server.server().seat().cursor() == FPoint<Logical>{320 + 160, 120});
}

TEST_CASE("a keymap that is shorter than its client says is no keymap, and harms nobody")
{
    TestServer server;
    auto& bad = server.connect();
    auto* manager = bad.bind<zwp_virtual_keyboard_manager_v1>(zwp_virtual_keyboard_manager_v1_interface, 1);
    auto* keyboard = zwp_virtual_keyboard_manager_v1_create_virtual_keyboard(manager, bad.globals.seat);
    int const file = memfd_create("short", MFD_CLOEXEC);
    zwp_virtual_keyboard_v1_keymap(keyboard, WL_KEYBOARD_KEYMAP_FORMAT_XKB_V1, file, 1'000'000);
    close(file);
    bad.settle();
    TestWindow const window{server.connect(), {.color = green}};
    server.refresh(2);
    CHECK(server.screen().count(green) == 100 * 80);
    zwp_virtual_keyboard_v1_destroy(keyboard);
    zwp_virtual_keyboard_manager_v1_destroy(manager);
}
