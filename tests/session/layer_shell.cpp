// Where panels are, what they cover, and what they leave to windows.

#include "client_layer.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

Box shown(TestServer& server, Argb color)
{
    server.refresh(3);
    return server.screen().box_of(color);
}

/// A bar along the top that keeps 20 units for itself.
LayerSetup top_bar(Argb color = yellow)
{
    return {.anchor = anchor_top | anchor_left | anchor_right, .size = {0, 20}, .zone = 20, .color = color};
}

} // namespace

TEST_CASE("a panel is as long as its screen and lies along its edge")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer bar{client, top_bar()};
    CHECK(bar.configures == std::vector<Extent>{{320, 20}});
    CHECK(shown(server, yellow) == Box{0, 0, 320, 20});
}

TEST_CASE("a layer surface is where its anchors and margins say")
{
    TestServer server;
    auto& client = server.connect();
    struct {
        std::uint32_t anchor;
        Box box;
    } const rows[]{
        {0, {140, 105, 40, 30}},
        {anchor_top, {140, 1, 40, 30}},
        {anchor_bottom, {140, 207, 40, 30}},
        {anchor_left, {4, 105, 40, 30}},
        {anchor_right, {278, 105, 40, 30}},
        {anchor_top | anchor_left, {4, 1, 40, 30}},
        {anchor_bottom | anchor_right, {278, 207, 40, 30}},
        {anchor_left | anchor_right, {141, 105, 40, 30}},
    };
    for (auto const& row : rows) {
        CAPTURE(row.anchor);
        TestLayer note{client, {.anchor = row.anchor, .size = {40, 30}, .top = 1, .right = 2, .bottom = 3, .left = 4}};
        CHECK(shown(server, yellow) == row.box);
    }
}

TEST_CASE("a layer surface is where the size that it asked for puts it, whatever it has drawn")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer note{client, {.anchor = anchor_bottom | anchor_right, .size = {40, 30}}};
    note.draw({20, 10});
    CHECK(shown(server, yellow) == Box{280, 210, 20, 10});
}

TEST_CASE("a layer surface between two edges is as large as its margins leave")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer wall{client, {.anchor = anchor_all, .top = 1, .right = 2, .bottom = 3, .left = 4}};
    CHECK(wall.configures.back() == Extent{314, 236});
    CHECK(shown(server, yellow) == Box{4, 1, 314, 236});
}

TEST_CASE("panels share the edges, and windows get what is left")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer bar{client, top_bar()};
    TestLayer dock{client, {.anchor = anchor_left, .size = {30, 100}, .zone = 30, .left = 2, .color = green}};
    TestLayer wall{client, {.layer = PanelLayer::Background, .anchor = anchor_all, .zone = -1, .color = grey}};
    TestLayer note{client, {.anchor = anchor_top | anchor_right, .size = {50, 10}, .color = white}};
    TestWindow window{client, {.color = red, .maximized = true}};
    CHECK(shown(server, red) == Box{32, 20, 288, 220});
    CHECK(window.last().size == Extent{288, 220});
    CHECK(window.bounds == Extent{288, 220});
    CHECK(wall.configures.back() == Extent{320, 240});
    CHECK(shown(server, green) == Box{2, 80, 30, 100});
    CHECK(shown(server, white) == Box{270, 20, 50, 10});
}

TEST_CASE("windows follow when a panel comes, changes and goes")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    REQUIRE(shown(server, red) == Box{0, 0, 320, 240});
    std::optional<TestLayer> bar;
    bar.emplace(client, top_bar());
    CHECK(shown(server, red) == Box{0, 20, 320, 220});

    bar->set_zone(50);
    bar->surface().commit();
    CHECK(shown(server, red) == Box{0, 50, 320, 190});

    bar->unmap();
    CHECK(shown(server, red) == Box{0, 0, 320, 240});
    bar->surface().commit();
    client.settle();
    CHECK(shown(server, red) == Box{0, 50, 320, 190});

    SECTION("halves of the screen too")
    {
        keyboard.press(125); // Super
        keyboard.tap(106); // Right
        keyboard.release(125);
        CHECK(shown(server, red) == Box{160, 50, 160, 190});
    }
    bar.reset();
    CHECK(shown(server, red).y == 0);
}

TEST_CASE("a new window opens in the middle of what panels leave")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer bar{client, {.anchor = anchor_bottom | anchor_left | anchor_right, .size = {0, 40}, .zone = 40}};
    TestWindow window{client, {.color = red}};
    CHECK(shown(server, red) == Box{110, 60, 100, 80});
}

TEST_CASE("a panel in a corner keeps the edge that it names")
{
    TestServer server;
    auto& client = server.connect();
    LayerSetup corner{.anchor = anchor_top | anchor_left, .size = {60, 20}, .zone = 20};
    TestWindow window{client, {.color = red, .maximized = true}};
    SECTION("none, while it names none")
    {
        TestLayer bar{client, corner};
        CHECK(window.last().size == Extent{320, 240});
    }
    SECTION("the left one")
    {
        corner.zone_edge = anchor_left;
        TestLayer bar{client, corner};
        CHECK(shown(server, red) == Box{20, 0, 300, 240});
    }
}

TEST_CASE("layers lie one above the other, windows between them, fullscreen above panels")
{
    TestServer server;
    auto& client = server.connect();
    auto const above = [&] {
        server.refresh(3);
        return server.screen().at(160, 120);
    };
    auto const sheet = [](PanelLayer layer, Argb color) {
        return LayerSetup{.layer = layer, .size = {50, 50}, .color = color};
    };
    TestLayer overlay{client, sheet(PanelLayer::Overlay, white)};
    CHECK(above() == white);
    TestLayer top{client, sheet(PanelLayer::Top, yellow)};
    CHECK(above() == white);
    overlay.set_layer(PanelLayer::Background);
    overlay.surface().commit();
    CHECK(above() == yellow);
    TestWindow window{client, {.color = red}};
    CHECK(above() == yellow);
    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    CHECK(above() == red);
    overlay.set_layer(PanelLayer::Overlay);
    overlay.surface().commit();
    CHECK(above() == white);
    overlay.set_layer(PanelLayer::Background);
    overlay.surface().commit();
    xdg_toplevel_unset_fullscreen(window.toplevel());
    top.set_layer(PanelLayer::Bottom);
    top.surface().commit();
    CHECK(above() == red);
    xdg_toplevel_set_minimized(window.toplevel());
    CHECK(above() == yellow);
    top.unmap();
    CHECK(above() == white);
}

TEST_CASE("a panel's menu opens above windows and stays on the screen")
{
    TestServer server;
    auto& client = server.connect();
    TestLayer bar{
        client, {.layer = PanelLayer::Bottom, .anchor = anchor_bottom | anchor_left | anchor_right, .size = {0, 20}}};
    TestWindow window{client, {.color = red, .fullscreen = true}};
    TestPopup menu{client, nullptr,
        {.size = {40, 30},
            .anchor_x = 300,
            .anchor = XDG_POSITIONER_ANCHOR_TOP_LEFT,
            .gravity = XDG_POSITIONER_GRAVITY_TOP_RIGHT,
            .constraints = XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_SLIDE_X,
            .color = green},
        [&](xdg_popup* popup) { bar.adopt(popup); }};
    CHECK(shown(server, green) == Box{280, 190, 40, 30});
    TestPopup deeper{client, menu.xdg(),
        {.size = {10, 10},
            .anchor = XDG_POSITIONER_ANCHOR_TOP_LEFT,
            .gravity = XDG_POSITIONER_GRAVITY_BOTTOM_RIGHT,
            .color = blue}};
    CHECK(shown(server, blue) == Box{280, 190, 10, 10});
    bar.unmap();
    CHECK(shown(server, green) == Box{});
    CHECK(menu.done);
}

TEST_CASE("a client that asks for an impossible size is told so")
{
    TestServer server;
    auto& client = server.connect();
    LayerSetup setup{.anchor = anchor_top | anchor_left, .size = {10, 10}};
    SECTION("no width")
    {
        setup.size.width = 0;
    }
    SECTION("no height")
    {
        setup.size.height = 0;
    }
    TestLayer bar{client, setup};
    REQUIRE(client.protocol_error());
    CHECK(client.protocol_error()->interface == "zwlr_layer_surface_v1");
    CHECK(client.protocol_error()->code == std::uint32_t(LayerError::InvalidSize));
}

TEST_CASE("no numbers of a panel's client disturb the others")
{
    TestServer server;
    auto& client = server.connect();
    auto& other = server.connect();
    TestWindow window{other, {.color = red, .maximized = true}};
    int const huge = 2'147'483'647;
    TestLayer bar{client,
        {.anchor = anchor_top | anchor_left | anchor_right,
            .size = {0, 10},
            .zone = huge,
            .top = huge,
            .right = -huge,
            .left = -huge}};
    server.refresh(3);
    CHECK(other.alive());
    bar.unmap();
    CHECK(shown(server, red) == Box{0, 0, 320, 240});
}
