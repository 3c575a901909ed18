// Whose business a key is: nobody hears of one that was meant for another, whatever moves the keyboard meanwhile.

#include "base/wlr.hpp"
#include "client_layer.hpp"
#include "client_lock.hpp"
#include "input/seat.hpp"
#include "remote_pointer.hpp"
#include "screen_keyboard.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <optional>
#include <string>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// Two programs with a window each, side by side; the second one has the keyboard.
struct Desk {
    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    TestClient& first = server.connect();
    TestSeat first_seat{first};
    TestWindow first_window{first, {.color = red, .title = "first"}};
    TestClient& second = server.connect();
    TestSeat second_seat{second};
    TestWindow second_window{second, {.color = blue, .title = "second"}};

    Desk() { take(); }
    void take()
    {
        server.settle();
        first_seat.take();
        second_seat.take();
    }
    void focus(std::string const& title)
    {
        for (auto* window : server.server().shell().windows())
            if (window->title() == title)
                server.server().shell().focus(window);
        server.settle();
    }
};

/// Has this program been told anything of this key?
bool knows(TestSeat const& seat, int key)
{
    return std::ranges::any_of(seat.log, [&](std::string const& line) { return line.starts_with("key " + std::to_string(key) + " "); });
}

} // namespace

TEST_CASE("a key that is held while the focus changes stays with the program that it was pressed for")
{
    Desk desk;
    desk.keyboard.press(KEY_A);
    CHECK(desk.second_seat.saw("key 30 down"));
    desk.take();
    desk.focus("first");
    CHECK(desk.first_seat.saw("keyboard enter first"));
    desk.keyboard.release(KEY_A);
    CHECK_FALSE(knows(desk.first_seat, KEY_A));
    CHECK_FALSE(knows(desk.second_seat, KEY_A)); // leave means that all its keys are up
    desk.keyboard.tap(KEY_A);
    CHECK(desk.first_seat.saw("key 30 down"));
    CHECK(desk.first_seat.saw("key 30 up"));
    CHECK_FALSE(knows(desk.second_seat, KEY_A));
}

TEST_CASE("a program that gets the keyboard back is told that its key is still held, and of its release")
{
    Desk desk;
    desk.keyboard.press(KEY_A);
    desk.focus("first");
    desk.take();
    desk.focus("second");
    CHECK(desk.second_seat.saw("key 30 held"));
    desk.keyboard.release(KEY_A);
    CHECK(desk.second_seat.saw("key 30 up"));
    CHECK_FALSE(knows(desk.first_seat, KEY_A));
}

TEST_CASE("a modifier that is held while the focus changes holds for the next program, too")
{
    Desk desk;
    desk.keyboard.press(KEY_LEFTCTRL);
    desk.take();
    desk.focus("first");
    CHECK(desk.first_seat.saw("key 29 held"));
    CHECK(desk.first_seat.saw("modifiers 4 0 0 0"));
    desk.keyboard.release(KEY_LEFTCTRL);
    CHECK(desk.first_seat.saw("key 29 up"));
    CHECK_FALSE(knows(desk.second_seat, KEY_LEFTCTRL));
}

TEST_CASE("windows of one program share its keys")
{
    Desk desk;
    TestWindow other{desk.second, {.title = "other"}};
    desk.keyboard.press(KEY_A);
    desk.take();
    desk.focus("second");
    CHECK(desk.second_seat.saw("key 30 held"));
    desk.keyboard.release(KEY_A);
    CHECK(desk.second_seat.saw("key 30 up"));
}

TEST_CASE("no program hears of a binding's keys, not even one that gets the focus by it while they are held")
{
    Desk desk;
    desk.keyboard.press(KEY_LEFTALT);
    desk.keyboard.press(KEY_TAB);
    REQUIRE(desk.server.server().shell().focused()->title() == "first");
    desk.keyboard.release(KEY_LEFTALT);
    desk.keyboard.release(KEY_TAB);
    CHECK_FALSE(knows(desk.first_seat, KEY_TAB));
    CHECK_FALSE(knows(desk.second_seat, KEY_TAB));
    desk.keyboard.press(KEY_LEFTMETA);
    desk.keyboard.press(KEY_F1); // the help
    TestWindow late{desk.first, {.title = "late"}};
    desk.keyboard.release(KEY_F1);
    desk.keyboard.release(KEY_LEFTMETA);
    CHECK_FALSE(knows(desk.first_seat, KEY_F1));
    CHECK_FALSE(knows(desk.second_seat, KEY_F1));
}

TEST_CASE("what is held when the screen is locked is not told to the lock, and what is held when it is unlocked to no window")
{
    Desk desk;
    auto& locking = desk.server.connect();
    TestSeat seat{locking};
    desk.keyboard.press(KEY_A);
    desk.take();
    TestLocker locker{locking};
    locker.cover_all();
    CHECK(desk.second_seat.saw("keyboard leave second"));
    desk.keyboard.release(KEY_A);
    CHECK_FALSE(knows(seat, KEY_A));
    CHECK_FALSE(knows(desk.second_seat, KEY_A));

    desk.keyboard.tap(KEY_1);
    desk.keyboard.press(KEY_2); // the last digit, at which it unlocks
    CHECK(seat.saw("key 3 down"));
    CHECK(desk.server.run_until([&] { return locker.locked; }));
    locker.unlock();
    desk.server.settle();
    REQUIRE(desk.second_seat.saw("keyboard enter second"));
    desk.keyboard.release(KEY_2);
    for (auto const key : {KEY_1, KEY_2}) {
        CHECK_FALSE(knows(desk.second_seat, key));
        CHECK_FALSE(knows(desk.first_seat, key));
    }
}

TEST_CASE("what is typed into a launcher is told to no window, before it, beside it or after it")
{
    Desk desk;
    auto& launching = desk.server.connect();
    TestSeat seat{launching};
    desk.keyboard.press(KEY_A);
    desk.take();
    {
        TestLayer launcher{launching, {.layer = PanelLayer::Overlay, .size = {50, 50}, .keys = LayerKeys::Exclusive}};
        CHECK_FALSE(knows(seat, KEY_A));
        desk.keyboard.release(KEY_A);
        desk.keyboard.tap(KEY_B);
        CHECK(seat.saw("key 48 down"));
        desk.keyboard.press(KEY_ENTER);
        desk.focus("first"); // a window that wants the focus waits
    }
    desk.server.settle();
    desk.keyboard.release(KEY_ENTER);
    for (auto const key : {KEY_A, KEY_B, KEY_ENTER}) {
        CHECK_FALSE(knows(desk.first_seat, key));
        CHECK_FALSE(knows(desk.second_seat, key));
    }
}

TEST_CASE("a menu is told of the keys of its own program, and of none that was a binding")
{
    Desk desk;
    desk.server.refresh(2);
    auto const place = desk.server.screen().box_of(blue);
    desk.mouse.move_to(place.x + place.width - 5, place.y + place.height - 5);
    desk.mouse.click();
    desk.keyboard.press(KEY_DOWN);
    desk.keyboard.press(KEY_LEFTMETA);
    desk.keyboard.press(KEY_F1);
    desk.take();
    TestPopup menu{desk.second, desk.second_window.xdg(),
        {.color = green, .grab = true, .serial = desk.second_seat.press_serial, .label = "menu"}};
    REQUIRE(desk.second_seat.saw("keyboard enter menu"));
    CHECK(desk.second_seat.saw("key 108 held"));
    CHECK_FALSE(knows(desk.second_seat, KEY_F1));
    desk.keyboard.release(KEY_F1);
    desk.keyboard.release(KEY_LEFTMETA);
    desk.keyboard.release(KEY_DOWN);
    CHECK(desk.second_seat.saw("key 108 up"));
    CHECK_FALSE(knows(desk.second_seat, KEY_F1));
    CHECK(desk.first_seat.log.empty());
}

TEST_CASE("a program whose window closes with a key held leaves the release to nobody")
{
    Desk desk;
    desk.keyboard.press(KEY_A);
    desk.take();
    desk.second.kill();
    desk.server.settle();
    REQUIRE(desk.first_seat.saw("keyboard enter first"));
    desk.keyboard.release(KEY_A);
    CHECK_FALSE(knows(desk.first_seat, KEY_A));
}

TEST_CASE("keys of a keyboard that is pulled out are told to the program that knows them, and to no other")
{
    Desk desk;
    {
        Keyboard second{desk.server};
        second.press(KEY_A);
        desk.take();
        desk.focus("first");
    }
    desk.server.settle();
    CHECK_FALSE(knows(desk.first_seat, KEY_A));
    desk.keyboard.tap(KEY_A);
    CHECK(desk.first_seat.saw("key 30 down"));
}

TEST_CASE("a program that makes keys without the focus hears nothing of others' keys")
{
    Desk desk;
    auto& robot = desk.server.connect();
    TestSeat seat{robot};
    ScreenKeyboard keys{robot};
    seat.take();
    desk.keyboard.tap(KEY_A);
    keys.tap(KEY_B);
    CHECK_FALSE(knows(seat, KEY_A));
    CHECK_FALSE(knows(seat, KEY_B));
    CHECK(desk.second_seat.saw("key 48 down"));
}
