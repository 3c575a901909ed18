#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <xkbcommon/xkbcommon-keysyms.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

struct Desk {
    TestServer server;
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
};

} // namespace

TEST_CASE("the window with the focus gets the keys, the keymap and the repeat rate")
{
    Desk desk;
    CHECK(desk.seat.saw("repeat 25 600"));
    CHECK(desk.seat.keymap.contains("xkb_symbols"));
    CHECK(desk.seat.saw("keyboard enter window"));
    desk.keyboard.tap(KEY_A);
    CHECK(desk.seat.saw("key 30 down"));
    CHECK(desk.seat.saw("key 30 up"));
    desk.keyboard.press(KEY_LEFTSHIFT);
    CHECK(desk.seat.saw("modifiers 1 0 0 0"));
}

TEST_CASE("a key without focus goes nowhere, and focus can be taken away and given")
{
    Desk desk;
    auto& seat = desk.server.server().seat();
    auto* surface = seat.keyboard_focus();
    REQUIRE(surface);
    seat.focus_keyboard(nullptr);
    desk.server.settle();
    CHECK(desk.seat.saw("keyboard leave window"));
    desk.keyboard.tap(KEY_A);
    CHECK_FALSE(desk.seat.saw("key 30 down"));
    seat.focus_keyboard(surface);
    desk.keyboard.tap(KEY_B);
    CHECK(desk.seat.saw("key 48 down"));
}

TEST_CASE("a key binding is kept from the client, press and release, and nothing else is")
{
    Desk desk;
    std::vector<KeyPress> asked;
    desk.server.server().seat().events.key = [&](KeyPress const& key) {
        asked.push_back(key);
        return key.keysym == XKB_KEY_q && key.modifiers == WLR_MODIFIER_LOGO;
    };
    desk.keyboard.press(KEY_LEFTMETA);
    desk.keyboard.press(KEY_Q);
    desk.keyboard.release(KEY_LEFTMETA);
    desk.keyboard.release(KEY_Q);
    desk.keyboard.tap(KEY_Q);
    REQUIRE(asked.size() == 3);
    CHECK(asked[0].keysym == XKB_KEY_Super_L);
    CHECK(std::ranges::count(desk.seat.log, "key 16 down") == 1);
    CHECK(std::ranges::count(desk.seat.log, "key 16 up") == 1);
    CHECK(desk.seat.saw("key 125 up"));
}

TEST_CASE("a binding sees the plain key and what the modifiers make of it")
{
    Desk desk;
    KeyPress last{};
    desk.server.server().seat().events.key = [&](KeyPress const& key) {
        last = key;
        return true;
    };
    desk.keyboard.press(KEY_LEFTCTRL);
    desk.keyboard.press(KEY_LEFTALT);
    desk.keyboard.press(KEY_F2);
    CHECK(last.keysym == XKB_KEY_F2);
    CHECK(last.translated_keysym == XKB_KEY_XF86Switch_VT_2);
    CHECK(last.modifiers == (WLR_MODIFIER_CTRL | WLR_MODIFIER_ALT));
}

TEST_CASE("two keyboards are one: Shift on the first, letters on the second")
{
    Desk desk;
    Keyboard second{desk.server};
    desk.keyboard.press(KEY_LEFTSHIFT);
    second.press(KEY_A);
    CHECK(desk.seat.saw("modifiers 1 0 0 0"));
    CHECK(desk.seat.saw("key 30 down"));
    desk.seat.take();
    desk.keyboard.press(KEY_A); // held on the other one already
    second.release(KEY_A);
    CHECK(desk.seat.log.empty());
    desk.keyboard.release(KEY_A);
    CHECK(desk.seat.saw("key 30 up"));
}

TEST_CASE("a keyboard that is plugged in while Caps Lock is on leaves it on")
{
    Desk desk;
    desk.keyboard.tap(KEY_CAPSLOCK);
    CHECK(desk.seat.saw("modifiers 0 0 2 0"));
    Keyboard second{desk.server};
    second.press(KEY_LEFTSHIFT);
    CHECK(desk.seat.saw("modifiers 1 0 2 0"));
}

TEST_CASE("a keyboard that is unplugged lets its keys go")
{
    Desk desk;
    {
        Keyboard second{desk.server};
        second.press(KEY_LEFTSHIFT);
        second.press(KEY_A);
        desk.seat.take();
    }
    CHECK(desk.seat.saw("key 30 up"));
    CHECK(desk.seat.saw("key 42 up"));
    CHECK(desk.seat.saw("modifiers 0 0 0 0"));
}

TEST_CASE("Shift held on a keyboard that is unplugged is up for the others too, and Caps Lock stays on")
{
    Desk desk;
    desk.keyboard.tap(KEY_CAPSLOCK);
    {
        Keyboard second{desk.server};
        second.press(KEY_LEFTSHIFT);
    }
    desk.seat.take();
    desk.keyboard.press(KEY_LEFTSHIFT);
    desk.keyboard.release(KEY_LEFTSHIFT);
    CHECK(desk.seat.saw("modifiers 1 0 2 0"));
    CHECK(desk.seat.log.back() == "modifiers 0 0 2 0");
    desk.keyboard.tap(KEY_CAPSLOCK);
    CHECK(desk.seat.log.back() == "modifiers 0 0 0 0");
}

TEST_CASE("a layout that does not exist gives a usable keyboard")
{
    setenv("XKB_DEFAULT_LAYOUT", "nowhere", 1);
    Desk desk;
    unsetenv("XKB_DEFAULT_LAYOUT");
    CHECK(desk.seat.keymap.contains("xkb_symbols"));
}

TEST_CASE("the layout is the one of the environment")
{
    setenv("XKB_DEFAULT_LAYOUT", "de", 1);
    Desk desk;
    unsetenv("XKB_DEFAULT_LAYOUT");
    std::uint32_t seen = 0;
    desk.server.server().seat().events.key = [&](KeyPress const& key) {
        seen = key.keysym;
        return false;
    };
    desk.keyboard.tap(KEY_Y);
    CHECK(seen == XKB_KEY_z);
}
