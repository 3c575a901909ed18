#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

constexpr Box whole_screen{0, 0, 320, 240};

Box shown(TestServer& server, Argb color)
{
    server.refresh(2);
    return server.screen().box_of(color);
}

} // namespace

TEST_CASE("a kiosk's application fills the screen, asked or not, and cannot leave it")
{
    TestServer server{{.kiosk = true}};
    Mouse mouse{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = red}};
    CHECK(shown(server, red) == whole_screen);
    CHECK(window.configures.front().size == Extent{320, 240});
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));

    xdg_toplevel_unset_fullscreen(window.toplevel());
    xdg_toplevel_set_minimized(window.toplevel());
    CHECK(shown(server, red) == whole_screen);
    mouse.move_to(100, 100);
    mouse.press();
    xdg_toplevel_move(window.toplevel(), client.globals.seat, seat.press_serial);
    client.settle();
    mouse.move_by(30, 30);
    CHECK(shown(server, red) == whole_screen);
}

TEST_CASE("a kiosk's dialogs are in the middle, above the application")
{
    TestServer server{{.kiosk = true}};
    Mouse mouse{server};
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    TestWindow dialog{client, {.size = {80, 60}, .color = blue}};
    dialog.obeys = false;
    xdg_toplevel_set_parent(dialog.toplevel(), window.toplevel());
    client.settle();
    CHECK(!dialog.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
    dialog.draw({80, 60}, blue);
    CHECK(shown(server, blue) == Box{120, 90, 80, 60});
    mouse.move_to(5, 5);
    mouse.click();
    CHECK(shown(server, blue) == Box{120, 90, 80, 60});
}

TEST_CASE("a kiosk has no keys of its own")
{
    TestServer server{{.kiosk = true}};
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    keyboard.press(125); // Super
    keyboard.tap(16);    // Q
    keyboard.release(125);
    CHECK(!window.close_requested);
    CHECK(seat.saw("key 16 down"));
}

TEST_CASE("when a kiosk's application goes, the one below it is there at once")
{
    TestServer server{{.kiosk = true}};
    auto& client = server.connect();
    TestWindow first{client, {.color = red}};
    {
        TestWindow second{client, {.color = blue}};
        CHECK(shown(server, blue) == whole_screen);
        CHECK(shown(server, red) == Box{});
    }
    CHECK(shown(server, red) == whole_screen);
    CHECK(first.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}
