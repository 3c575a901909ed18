// When panels and launchers have the keyboard.

#include "client_layer.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A window of one client in the middle, room for panels of another one in the corners.
struct Room {
    [[nodiscard]] std::optional<TestLayer> open(LayerKeys keys, PanelLayer layer = PanelLayer::Top)
    {
        return std::optional<TestLayer>{std::in_place, client,
            LayerSetup{.layer = layer, .anchor = anchor_top | anchor_left, .size = {50, 50}, .keys = keys}};
    }
    void click(double x, double y)
    {
        server.refresh(2);
        mouse.move_to(x, y);
        mouse.click();
    }
    [[nodiscard]] bool types(TestSeat& into)
    {
        into.take();
        keyboard.tap(30);
        return into.saw("key 30 down");
    }

    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    TestClient& host{server.connect()};
    TestClient& client{server.connect()};
    TestSeat host_seat{host};
    TestSeat seat{client};
    TestWindow window{host, {.color = red, .title = "window"}}; // 100x80 at 110,80
};

} // namespace

TEST_CASE("a panel that wants no keys never gets them")
{
    Room room;
    auto const panel = room.open(LayerKeys::None);
    room.click(10, 10);
    CHECK(room.seat.saw("pointer button 272 down"));
    CHECK(room.types(room.host_seat));
    CHECK(!room.types(room.seat));
}

TEST_CASE("a launcher has all keys while it is there, and the window has them again after it")
{
    Room room;
    auto launcher = room.open(LayerKeys::Exclusive);
    CHECK(room.types(room.seat));
    room.click(160, 120);
    CHECK(room.types(room.seat));
    CHECK(!room.types(room.host_seat));
    CHECK(room.window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));

    SECTION("when it goes")
    {
        launcher.reset();
    }
    SECTION("when it hides")
    {
        launcher->unmap();
    }
    SECTION("when it wants none any more")
    {
        launcher->set_keys(LayerKeys::None);
        launcher->surface().commit();
    }
    room.client.settle();
    CHECK(room.types(room.host_seat));
}

TEST_CASE("a window that opens behind a launcher waits for the keys")
{
    Room room;
    auto launcher = room.open(LayerKeys::Exclusive, PanelLayer::Overlay);
    TestWindow second{room.host, {.color = blue, .title = "second"}};
    CHECK(room.types(room.seat));
    launcher.reset();
    room.client.settle();
    CHECK(room.host_seat.saw("keyboard enter second"));
}

TEST_CASE("a panel that takes keys on demand gets and loses them by clicks")
{
    Room room;
    auto const panel = room.open(LayerKeys::OnDemand);
    CHECK(room.types(room.seat));
    room.click(160, 120);
    CHECK(room.types(room.host_seat));
    room.click(10, 10);
    CHECK(room.types(room.seat));
    CHECK(room.window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("a desktop below windows gets keys by a click only, whatever it asks for")
{
    Room room;
    auto const desktop = room.open(LayerKeys::Exclusive, PanelLayer::Background);
    CHECK(room.types(room.host_seat));
    room.click(10, 10);
    CHECK(room.types(room.seat));
    room.click(160, 120);
    CHECK(room.types(room.host_seat));
}

TEST_CASE("a panel's menu takes the keys if the panel does, and a click elsewhere ends it")
{
    Room room;
    bool const takes_keys = GENERATE(true, false);
    auto panel = room.open(takes_keys ? LayerKeys::OnDemand : LayerKeys::None);
    room.server.refresh(2);
    room.mouse.move_to(10, 10);
    room.mouse.press();
    TestPopup menu{room.client, nullptr,
        {.anchor_x = 10, .anchor_y = 40, .grab = true, .serial = room.seat.press_serial, .label = "menu"},
        [&](xdg_popup* popup) { panel->adopt(popup); }};
    room.mouse.release();
    CHECK(!menu.done);
    CHECK(room.seat.saw("keyboard enter menu") == takes_keys);
    CHECK(room.types(takes_keys ? room.seat : room.host_seat));
    room.click(160, 120);
    CHECK(menu.done);
    CHECK(room.types(room.host_seat));
}

TEST_CASE("a menu ends when a window opens and takes the focus, but for the menu of a panel with all keys")
{
    Room room;
    bool const all_keys = GENERATE(false, true);
    auto panel = room.open(all_keys ? LayerKeys::Exclusive : LayerKeys::OnDemand);
    room.server.refresh(2);
    room.mouse.move_to(10, 10);
    room.mouse.press();
    TestPopup menu{room.client, nullptr,
        {.anchor_x = 10, .anchor_y = 40, .grab = true, .serial = room.seat.press_serial, .label = "menu"},
        [&](xdg_popup* popup) { panel->adopt(popup); }};
    room.mouse.release();
    REQUIRE(room.types(room.seat));
    TestWindow second{room.host, {.title = "second"}};
    CHECK(menu.done == !all_keys);
    CHECK(room.types(all_keys ? room.seat : room.host_seat));
}

TEST_CASE("a panel that was not touched cannot grab the pointer with a menu")
{
    Room room;
    auto panel = room.open(LayerKeys::None);
    room.click(160, 120);
    TestPopup menu{room.client, nullptr, {.anchor_x = 10, .grab = true, .serial = room.seat.press_serial},
        [&](xdg_popup* popup) { panel->adopt(popup); }};
    CHECK(menu.done);
    CHECK(room.types(room.host_seat));
}
