// Windows that want every key (keyboard-shortcuts-inhibit).

#include "keyboard-shortcuts-inhibit-unstable-v1-client-protocol.h"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A virtual machine's window that asked for all keys.
struct Machine {
    TestServer server;
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    bool active = false;
    zwp_keyboard_shortcuts_inhibit_manager_v1* manager = client.bind<zwp_keyboard_shortcuts_inhibit_manager_v1>(
        zwp_keyboard_shortcuts_inhibit_manager_v1_interface, 1);
    zwp_keyboard_shortcuts_inhibitor_v1* inhibitor = zwp_keyboard_shortcuts_inhibit_manager_v1_inhibit_shortcuts(
        manager, window.surface().c(), client.globals.seat);

    Machine()
    {
        static constexpr zwp_keyboard_shortcuts_inhibitor_v1_listener listener{
            .active = [](void* d, zwp_keyboard_shortcuts_inhibitor_v1*) { static_cast<Machine*>(d)->active = true; },
            .inactive = [](void* d, zwp_keyboard_shortcuts_inhibitor_v1*) { static_cast<Machine*>(d)->active = false; },
        };
        zwp_keyboard_shortcuts_inhibitor_v1_add_listener(inhibitor, &listener, this);
        client.settle();
    }
    ~Machine()
    {
        zwp_keyboard_shortcuts_inhibitor_v1_destroy(inhibitor);
        zwp_keyboard_shortcuts_inhibit_manager_v1_destroy(manager);
    }

    void with_super(std::uint32_t key)
    {
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(key);
        keyboard.release(KEY_LEFTMETA);
    }
};

} // namespace

TEST_CASE("a window that asks for all keys gets those of the desktop too")
{
    Machine machine;
    CHECK(machine.active);
    machine.with_super(KEY_Q);
    CHECK(machine.seat.saw("key 16 down"));
    CHECK_FALSE(machine.window.close_requested);
}

TEST_CASE("Super+Escape takes the keys back, and gives them again")
{
    Machine machine;
    machine.with_super(KEY_ESC);
    CHECK_FALSE(machine.active);
    CHECK_FALSE(machine.seat.saw("key 1 down"));
    machine.with_super(KEY_Q);
    CHECK(machine.window.close_requested);
    machine.with_super(KEY_ESC);
    CHECK(machine.active);
}

TEST_CASE("who has not the focus does not get the desktop's keys")
{
    Machine machine;
    auto& other = machine.server.connect();
    TestWindow on_top{other};
    machine.with_super(KEY_Q);
    CHECK(on_top.close_requested);
    CHECK_FALSE(machine.window.close_requested);
}
