#include "session.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

constexpr Box whole{0, 0, 320, 240};

/// A screen of 320x240 with a keyboard, a mouse and a client.
struct Desk {
    explicit Desk(Config const& config = {}) : server{{.config = config}} { mouse.move_to(319, 239); }

    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestSeat seat{client};

    void chord(std::uint32_t key, std::uint32_t modifier = KEY_LEFTMETA)
    {
        keyboard.press(modifier);
        keyboard.tap(key);
        keyboard.release(modifier);
    }
    [[nodiscard]] Box shown(Argb color)
    {
        server.refresh(2);
        return server.screen().box_of(color);
    }
};

} // namespace

TEST_CASE("Super and a button move and size a window wherever it is pressed; its client hears nothing of it")
{
    Desk desk;
    TestWindow window{desk.client, {.color = red}};
    auto const start = desk.shown(red);
    desk.mouse.move_to(160, 120);
    desk.seat.take();
    desk.keyboard.press(KEY_LEFTMETA);
    desk.mouse.press();
    desk.mouse.move_by(30, 20);
    desk.mouse.release();
    CHECK(desk.shown(red) == Box{start.x + 30, start.y + 20, 100, 80});
    CHECK(!desk.seat.saw("pointer button 272 down"));

    desk.mouse.move_to(start.x + 125, start.y + 95); // near the lower right corner
    desk.mouse.press(right_button);
    desk.mouse.move_by(15, 10);
    desk.mouse.release(right_button);
    desk.keyboard.release(KEY_LEFTMETA);
    CHECK(desk.shown(red) == Box{start.x + 30, start.y + 20, 115, 90});
}

TEST_CASE("a window that is moved meets the border of the screen when it comes near")
{
    Desk desk;
    TestWindow window{desk.client, {.color = red}};
    auto const start = desk.shown(red);
    desk.keyboard.press(KEY_LEFTMETA);
    desk.mouse.move_to(160, 120);
    desk.mouse.press();
    desk.mouse.move_by(-start.x + 8, 0);
    CHECK(desk.shown(red).x == 0);
    desk.mouse.move_by(4, 0);
    CHECK(desk.shown(red).x == 12);
    desk.mouse.release();
    desk.keyboard.release(KEY_LEFTMETA);
}

TEST_CASE("windows open as the rules say")
{
    Config config;
    config.shell.rules.all = {{.app_id = "player", .size = Size<Logical>{120, 60}, .position = Point<Logical>{10, 20}, .on_top = true},
                              {.app_id = "mail", .workspace = WorkspaceId{3}},
                              {.title = "*show*", .fullscreen = true}};
    Desk desk{config};
    TestWindow player{desk.client, {.color = red, .app_id = "player"}};
    CHECK(desk.shown(red) == Box{10, 20, 120, 60});
    TestWindow mail{desk.client, {.color = blue, .app_id = "mail"}};
    CHECK(desk.server.screen().count(blue) == 0);
    desk.chord(KEY_3);
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(blue) == 100 * 80);
    desk.chord(KEY_1);
    TestWindow show{desk.client, {.color = green, .title = "slide show"}};
    CHECK(desk.shown(green) == whole);
}

TEST_CASE("a key runs a program, and the user's own bindings are stronger")
{
    Config config;
    bind(config.shell.bindings, {*parse_chord("Super+Z"), *parse_deed("run other")});
    bind(config.shell.bindings, {*parse_chord("Super+Q"), *parse_deed("none")});
    Desk desk{config};
    std::vector<std::string> programs;
    desk.server.server().shell().events.run = [&](std::string const& program) { programs.push_back(program); };
    TestWindow window{desk.client};
    desk.chord(KEY_D);
    desk.chord(KEY_Z);
    CHECK(programs == std::vector<std::string>{"fuzzel", "other"});
    desk.seat.take();
    desk.chord(KEY_Q);
    CHECK(!window.close_requested);
    CHECK(desk.seat.saw("key 16 down")); // it is the client's now
}

TEST_CASE("a key for the volume that is held turns it on and on, one that opens a program opens one")
{
    Config config;
    config.seat.keyboard.repeat_delay = 500;
    config.seat.keyboard.repeat_rate = 10;
    Desk desk{config};
    int louder = 0, launchers = 0;
    desk.server.server().shell().events.run
        = [&](std::string const& program) { ++(program == "fuzzel" ? launchers : louder); };
    desk.keyboard.press(KEY_VOLUMEUP);
    desk.server.advance(499ms);
    CHECK(louder == 1);
    desk.server.advance(301ms);
    CHECK(louder == 5); // at 500, 600, 700 and 800 ms
    desk.keyboard.release(KEY_VOLUMEUP);
    desk.server.advance(1s);
    CHECK(louder == 5);
    desk.keyboard.press(KEY_LEFTMETA);
    desk.keyboard.press(KEY_D);
    desk.server.advance(2s);
    CHECK(launchers == 1);
}

TEST_CASE("on a French keyboard the digits choose workspaces, too")
{
    Config config;
    config.seat.keyboard.layout = "fr";
    Desk desk{config};
    TestWindow window{desk.client, {.color = red}};
    desk.chord(KEY_2); // é
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(red) == 0);
    desk.chord(KEY_1); // &
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(red) == 100 * 80);
    desk.chord(KEY_Q); // it says A, and nothing is bound to that
    CHECK(!window.close_requested);
    desk.chord(KEY_A); // it says Q
    CHECK(window.close_requested);
}

TEST_CASE("Super+Tab goes through windows as Alt+Tab does")
{
    Desk desk;
    TestWindow first{desk.client, {.title = "first"}};
    TestWindow second{desk.client, {.title = "second"}};
    TestWindow third{desk.client, {.title = "third"}};
    desk.keyboard.press(KEY_LEFTMETA);
    desk.keyboard.tap(KEY_TAB);
    desk.keyboard.tap(KEY_TAB);
    desk.keyboard.release(KEY_LEFTMETA);
    CHECK(first.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}
