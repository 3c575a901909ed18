#include "backend/headless.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

Box shown(TestServer& server, Argb color, std::string const& display = "HEADLESS-1")
{
    server.refresh(3);
    return server.screen(display).box_of(color);
}

void drag(TestClient& client, Mouse& mouse, TestWindow& window, double dx, double dy)
{
    TestSeat seat{client};
    client.settle();
    mouse.press();
    xdg_toplevel_move(window.toplevel(), client.globals.seat, seat.press_serial);
    client.settle();
    mouse.move_by(dx, dy);
    mouse.release();
}

} // namespace

TEST_CASE("windows keep their place while their only screen is away")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow a{client, {.color = red}};
    TestWindow b{client, {.color = blue}};
    TestWindow full{client, {.color = green}};
    xdg_toplevel_set_fullscreen(full.toplevel(), nullptr);
    REQUIRE(shown(server, green) == Box{0, 0, 320, 240});
    auto const asked = a.configures.size();

    for (int i = 0; i < 3; ++i) {
        server.unplug("HEADLESS-1");
        server.refresh(2);
        server.plug("HEADLESS-1", {320, 240});
        CHECK(shown(server, green) == Box{0, 0, 320, 240});
    }
    CHECK(a.configures.size() == asked);
    xdg_toplevel_set_minimized(full.toplevel());
    CHECK(shown(server, red) == Box{110, 80, 100, 80});
    CHECK(shown(server, blue).x > 110);
    CHECK(b.last().size == Extent{0, 0});
}

TEST_CASE("windows of a screen that goes move to another one, and home when it is back")
{
    TestServer server;
    server.plug("HEADLESS-2", {400, 300});
    Mouse mouse{server};
    auto& client = server.connect();
    mouse.move_to(320 + 200, 150);
    TestWindow window{client, {.color = red}};
    TestWindow filling{client, {.color = blue, .maximized = true}};
    REQUIRE(shown(server, blue, "HEADLESS-2") == Box{0, 0, 400, 300});

    server.unplug("HEADLESS-2");
    CHECK(shown(server, blue) == Box{0, 0, 320, 240});
    CHECK(filling.last().size == Extent{320, 240});
    xdg_toplevel_set_minimized(filling.toplevel());
    auto const guest = shown(server, red);
    CHECK(guest.width == 100);
    CHECK(guest.height == 80);

    server.plug("HEADLESS-2", {400, 300});
    CHECK(shown(server, red, "HEADLESS-2") == Box{150, 110, 100, 80});
    CHECK(shown(server, red) == Box{});
    CHECK(filling.last().size == Extent{400, 300});

    SECTION("unless their user has put them elsewhere meanwhile")
    {
        server.unplug("HEADLESS-2");
        auto const away = shown(server, red);
        mouse.move_to(away.x + 5, away.y + 5);
        drag(client, mouse, window, -10, -10);
        auto const moved = shown(server, red);
        CHECK(moved.x == away.x - 10);
        server.plug("HEADLESS-2", {400, 300});
        CHECK(shown(server, red) == moved);
    }
}

TEST_CASE("a window that opens while there is no screen is on the first one that comes")
{
    TestServer server{{.screen = {}}};
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    TestWindow filling{client, {.color = blue, .maximized = true}};
    server.plug("HEADLESS-1", {320, 240});
    CHECK(shown(server, blue) == Box{0, 0, 320, 240});
    xdg_toplevel_set_minimized(filling.toplevel());
    auto const box = shown(server, red);
    CHECK(box.width == 100);
    CHECK(box.height == 80);
}

TEST_CASE("a window asks for a screen to fill and returns from it to where it was")
{
    TestServer server;
    server.plug("HEADLESS-2", {400, 300});
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    auto const before = shown(server, red);
    REQUIRE(before.width == 100);
    ClientOutput* second = nullptr;
    for (auto& output : client.outputs)
        if (output->name == "HEADLESS-2")
            second = output.get();
    REQUIRE(second);
    xdg_toplevel_set_fullscreen(window.toplevel(), second->c);
    CHECK(shown(server, red, "HEADLESS-2") == Box{0, 0, 400, 300});

    SECTION("when it leaves fullscreen")
    {
        xdg_toplevel_unset_fullscreen(window.toplevel());
    }
    SECTION("also when that screen went in between")
    {
        server.unplug("HEADLESS-2");
        CHECK(shown(server, red) == Box{0, 0, 320, 240});
        server.plug("HEADLESS-2", {400, 300});
        CHECK(shown(server, red, "HEADLESS-2") == Box{0, 0, 400, 300});
        xdg_toplevel_unset_fullscreen(window.toplevel());
    }
    CHECK(shown(server, red) == before);
}

TEST_CASE("a window that is dragged when its screen goes is let go, and stays")
{
    TestServer server;
    server.plug("HEADLESS-2", {400, 300});
    Mouse mouse{server};
    auto& client = server.connect();
    mouse.move_to(320 + 200, 150);
    TestSeat seat{client};
    TestWindow window{client, {.color = red}};
    mouse.press();
    xdg_toplevel_move(window.toplevel(), client.globals.seat, seat.press_serial);
    client.settle();
    mouse.move_by(5, 5);
    server.unplug("HEADLESS-2");
    auto const box = shown(server, red);
    CHECK(box.width == 100);
    mouse.move_by(-5, -5);
    CHECK(shown(server, red) == box);
    mouse.release();
}
