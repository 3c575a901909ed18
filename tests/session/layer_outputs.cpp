// Panels and their screens, as these come and go.

#include "client_layer.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

Box shown(TestServer& server, Argb color, std::string const& display = "HEADLESS-1")
{
    server.refresh(3);
    return server.screen(display).box_of(color);
}

wl_output* output(TestClient& client, std::string_view name)
{
    for (auto const& each : client.outputs)
        if (each->name == name && !each->gone)
            return each->c;
    return nullptr;
}

LayerSetup top_bar(wl_output* output, Argb color = yellow)
{
    return {.anchor = anchor_top | anchor_left | anchor_right,
        .size = {0, 20},
        .zone = 20,
        .color = color,
        .output = output};
}

/// Two screens side by side.
struct Desk2 {
    Desk2() { server.plug("HEADLESS-2", {400, 300}); }

    TestServer server;
    TestClient& client{server.connect()};
};

} // namespace

TEST_CASE("a panel is on the screen that it names, and takes room there only")
{
    Desk2 desk;
    TestWindow window{desk.client, {.color = red, .maximized = true}};
    TestLayer bar{desk.client, top_bar(output(desk.client, "HEADLESS-2"))};
    CHECK(shown(desk.server, yellow, "HEADLESS-2") == Box{0, 0, 400, 20});
    CHECK(shown(desk.server, yellow) == Box{});
    CHECK(shown(desk.server, red) == Box{0, 0, 320, 240});
}

TEST_CASE("a panel that names no screen is where the focus is")
{
    Desk2 desk;
    Mouse mouse{desk.server};
    mouse.move_to(320 + 200, 150);
    TestWindow window{desk.client, {.color = red}};
    mouse.move_to(10, 10);
    TestLayer note{desk.client, {.anchor = anchor_top, .size = {50, 20}}};
    CHECK(shown(desk.server, yellow, "HEADLESS-2") == Box{175, 0, 50, 20});
}

TEST_CASE("a panel follows the size of its screen")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer bar{client, top_bar(nullptr)};
    server.resize("HEADLESS-1", {200, 100});
    CHECK(bar.configures.back() == Extent{200, 20});
    CHECK(shown(server, yellow) == Box{0, 0, 200, 20});
    server.place("HEADLESS-1", {0, 0}, 2.0);
    CHECK(bar.configures.back() == Extent{100, 20});
}

TEST_CASE("a panel waits for its screen to come back, and is not told")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    TestLayer bar{client, top_bar(output(client, "HEADLESS-1"))};
    auto const configures = bar.configures.size();
    for (int i = 0; i < 3; ++i) {
        server.unplug("HEADLESS-1");
        server.advance(60s);
        CHECK(!bar.closed);
        server.plug("HEADLESS-1", {320, 240});
        CHECK(shown(server, yellow) == Box{0, 0, 320, 20});
        CHECK(shown(server, red) == Box{0, 20, 320, 220});
    }
    CHECK(bar.configures.size() == configures);
}

TEST_CASE("a panel is closed when its screen stays away while another one is there")
{
    Desk2 desk;
    TestLayer bar{desk.client, top_bar(output(desk.client, "HEADLESS-2"))};
    desk.server.unplug("HEADLESS-2");
    CHECK(shown(desk.server, yellow) == Box{});
    SECTION("but not when it comes back soon")
    {
        desk.server.advance(9s);
        desk.server.plug("HEADLESS-2", {400, 300});
        desk.server.advance(60s);
        CHECK(!bar.closed);
        CHECK(shown(desk.server, yellow, "HEADLESS-2") == Box{0, 0, 400, 20});
    }
    SECTION("after ten seconds")
    {
        desk.server.advance(11s);
        CHECK(bar.closed);
    }
}

TEST_CASE("a panel that named no screen moves to another one when its own goes")
{
    Desk2 desk;
    Mouse mouse{desk.server};
    mouse.move_to(320 + 200, 150);
    TestLayer bar{desk.client, top_bar(nullptr)};
    REQUIRE(shown(desk.server, yellow, "HEADLESS-2") == Box{0, 0, 400, 20});
    desk.server.unplug("HEADLESS-2");
    CHECK(shown(desk.server, yellow) == Box{0, 0, 320, 20});
    desk.server.advance(60s);
    CHECK(!bar.closed);
}

TEST_CASE("a launcher whose screen goes gives the keys back")
{
    Desk2 desk;
    Keyboard keyboard{desk.server};
    auto& host = desk.server.connect();
    TestSeat seat{host};
    TestWindow window{host, {.title = "window"}};
    auto setup = top_bar(output(desk.client, "HEADLESS-2"));
    setup.keys = LayerKeys::Exclusive;
    TestLayer launcher{desk.client, setup};
    seat.take();
    desk.server.unplug("HEADLESS-2");
    keyboard.tap(30);
    CHECK(seat.saw("key 30 down"));
}
