#include "base/wlr.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <vector>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

constexpr PopupSetup below_right{.anchor_x = 10,
                                 .anchor_y = 10,
                                 .anchor_width = 20,
                                 .anchor_height = 10,
                                 .anchor = XDG_POSITIONER_ANCHOR_BOTTOM_RIGHT,
                                 .gravity = XDG_POSITIONER_GRAVITY_BOTTOM_RIGHT};

struct Parent {
    [[nodiscard]] Box shown(Argb color)
    {
        server.refresh(2);
        return server.screen().box_of(color);
    }
    void press_window()
    {
        mouse.move_to(112, 82);
        mouse.press();
        mouse.release();
    }

    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    TestClient& client{server.connect()};
    TestSeat seat{client};
    TestWindow window{client, {.color = red, .title = "window"}}; // 100x80 at 110,80
};

} // namespace

TEST_CASE("a popup shows above its window, where its positioner says")
{
    Parent parent;
    TestPopup popup{parent.client, parent.window.xdg(), below_right};
    CHECK(parent.shown(green) == Box{140, 100, 40, 30});
    CHECK(popup.x == 30);
    CHECK(popup.y == 20);
}

TEST_CASE("a popup is placed from its window's visible part, and both leave their shadows out")
{
    Parent parent;
    xdg_surface_set_window_geometry(parent.window.xdg(), 10, 10, 80, 60);
    parent.window.draw(red);
    auto const window = parent.shown(red); // its surface begins 10 before its geometry
    TestPopup popup{parent.client, parent.window.xdg(), below_right};
    CHECK(parent.shown(green) == Box{window.x + 10 + 30, window.y + 10 + 20, 40, 30});
    xdg_surface_set_window_geometry(popup.xdg(), 5, 5, 30, 20);
    popup.surface().show({40, 30}, green);
    CHECK(parent.shown(green) == Box{window.x + 10 + 30 - 5, window.y + 10 + 20 - 5, 40, 30});
}

TEST_CASE("a popup at the screen's edge stays on the screen as its positioner allows")
{
    Parent parent;
    auto setup = below_right;
    setup.size = {60, 30};
    xdg_toplevel_set_maximized(parent.window.toplevel());
    REQUIRE(parent.shown(red) == Box{0, 0, 320, 240});
    setup.anchor_x = 280;
    setup.anchor_y = 220;

    SECTION("it slides")
    {
        setup.constraints = XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_SLIDE_X | XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_SLIDE_Y;
        TestPopup popup{parent.client, parent.window.xdg(), setup};
        CHECK(parent.shown(green) == Box{260, 210, 60, 30});
    }
    SECTION("it flips to the other side of its anchor")
    {
        setup.constraints = XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_FLIP_X | XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_FLIP_Y;
        TestPopup popup{parent.client, parent.window.xdg(), setup};
        CHECK(parent.shown(green) == Box{220, 190, 60, 30});
    }
    SECTION("a popup of a popup, too")
    {
        setup.constraints = XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_SLIDE_X | XDG_POSITIONER_CONSTRAINT_ADJUSTMENT_SLIDE_Y;
        TestPopup popup{parent.client, parent.window.xdg(), setup};
        setup.anchor_x = setup.anchor_y = 0;
        setup.color = blue;
        TestPopup nested{parent.client, popup.xdg(), setup};
        CHECK(parent.shown(blue) == Box{260, 210, 60, 30});
    }
    SECTION("it stays where it is told without leave to move")
    {
        TestPopup popup{parent.client, parent.window.xdg(), setup};
        CHECK(popup.x == 300);
        CHECK(popup.y == 230);
    }
}

TEST_CASE("popups of popups follow when the one they stand on moves")
{
    Parent parent;
    TestPopup menu{parent.client, parent.window.xdg(), below_right};
    auto setup = below_right;
    setup.color = blue;
    setup.anchor_x = setup.anchor_y = 0;
    TestPopup submenu{parent.client, menu.xdg(), setup};
    REQUIRE(parent.shown(blue) == Box{160, 110, 40, 30});

    xdg_positioner* p = xdg_wm_base_create_positioner(parent.client.globals.wm_base);
    xdg_positioner_set_size(p, 40, 30);
    xdg_positioner_set_anchor_rect(p, 0, 0, 1, 1);
    xdg_positioner_set_anchor(p, XDG_POSITIONER_ANCHOR_TOP_LEFT);
    xdg_positioner_set_gravity(p, XDG_POSITIONER_GRAVITY_BOTTOM_RIGHT);
    xdg_popup_reposition(menu.c(), p, 1);
    xdg_positioner_destroy(p);
    CHECK(parent.shown(green).x == 110);
    CHECK(parent.shown(blue) == Box{130, 90, 40, 30});
}

TEST_CASE("a menu takes the keyboard and gives it back")
{
    Parent parent;
    parent.press_window();
    {
        auto setup = below_right;
        setup.grab = true;
        setup.serial = parent.seat.press_serial;
        setup.label = "menu";
        TestPopup menu{parent.client, parent.window.xdg(), setup};
        CHECK(parent.seat.saw("keyboard enter menu"));
        setup.label = "submenu";
        {
            TestPopup submenu{parent.client, menu.xdg(), setup};
            CHECK(parent.seat.saw("keyboard enter submenu"));
            parent.seat.take();
        }
        parent.server.settle();
        CHECK(parent.seat.saw("keyboard enter menu"));
        parent.seat.take();
    }
    parent.server.settle();
    CHECK(parent.seat.saw("keyboard enter window"));
}

TEST_CASE("a menu is dismissed by a press outside of its program, which reaches its own goal")
{
    Parent parent;
    auto& other = parent.server.connect();
    TestSeat others_seat{other};
    TestWindow others_window{other, {.color = blue, .title = "other"}}; // 142,112
    parent.press_window();
    auto setup = below_right;
    setup.grab = true;
    setup.serial = parent.seat.press_serial;
    TestPopup menu{parent.client, parent.window.xdg(), setup};
    TestPopup submenu{parent.client, menu.xdg(), setup};
    REQUIRE(parent.shown(green).width > 0);

    SECTION("on another window")
    {
        parent.mouse.move_to(235, 185);
        parent.mouse.click();
        CHECK(others_seat.saw("pointer button 272 down"));
        CHECK(others_seat.saw("keyboard enter other"));
    }
    SECTION("on nothing")
    {
        parent.mouse.move_to(5, 5);
        parent.mouse.click();
        CHECK(parent.seat.saw("keyboard enter window"));
    }
    SECTION("by a finger")
    {
        TouchScreen screen{parent.server};
        screen.down(0, 235, 185);
        CHECK(others_seat.saw("keyboard enter other"));
    }
    CHECK(menu.done);
    CHECK(submenu.done);
    CHECK(parent.shown(green) == Box{});
}

TEST_CASE("a press on the menu's own program is its own business")
{
    Parent parent;
    parent.press_window();
    auto setup = below_right;
    setup.grab = true;
    setup.serial = parent.seat.press_serial;
    TestPopup menu{parent.client, parent.window.xdg(), setup};
    parent.seat.take();
    parent.mouse.move_to(112, 82);
    parent.mouse.click();
    CHECK(!menu.done);
    CHECK(parent.seat.saw("pointer button 272 down"));
}

TEST_CASE("a menu of a window without the keyboard cannot take it")
{
    Parent parent;
    auto& thief = parent.server.connect();
    TestSeat thiefs_seat{thief};
    TestWindow window{thief, {.color = blue, .title = "thief"}};
    parent.press_window();
    REQUIRE(parent.seat.saw("keyboard enter window"));
    parent.seat.take();
    auto setup = below_right;
    setup.grab = true;
    TestPopup menu{thief, window.xdg(), setup};
    CHECK(menu.done);
    CHECK(!thiefs_seat.saw("keyboard enter popup"));
    parent.keyboard.tap(30);
    CHECK(parent.seat.saw("key 30 down"));
    parent.mouse.move_by(1, 0);
    CHECK(parent.seat.log.back().starts_with("pointer motion"));
}

TEST_CASE("a popup that is repositioned before it was ever committed ends its client at most")
{
    Parent parent;
    auto& hasty = parent.server.connect();
    TestWindow window{hasty, {.color = blue}};
    TestSurface surface{hasty, "popup"};
    auto* xdg = xdg_wm_base_get_xdg_surface(hasty.globals.wm_base, surface.c());
    xdg_positioner* p = xdg_wm_base_create_positioner(hasty.globals.wm_base);
    xdg_positioner_set_size(p, 40, 30);
    xdg_positioner_set_anchor_rect(p, 0, 0, 1, 1);
    auto* popup = xdg_surface_get_popup(xdg, window.xdg(), p);
    xdg_popup_reposition(popup, p, 1);
    hasty.settle();
    surface.commit();
    hasty.settle();
    xdg_popup_destroy(popup);
    xdg_surface_destroy(xdg);
    xdg_positioner_destroy(p);
    hasty.settle();
    CHECK(parent.shown(red) == Box{110, 80, 100, 80});
}

TEST_CASE("a popup that hides itself comes back")
{
    Parent parent;
    TestPopup popup{parent.client, parent.window.xdg(), below_right};
    REQUIRE(parent.shown(green) == Box{140, 100, 40, 30});
    popup.surface().attach(nullptr);
    popup.surface().commit();
    CHECK(parent.shown(green) == Box{});
    popup.surface().commit();
    CHECK(parent.shown(green) == Box{140, 100, 40, 30});
}

TEST_CASE("popups go with their window")
{
    Parent parent;
    TestPopup popup{parent.client, parent.window.xdg(), below_right};
    REQUIRE(parent.shown(green).width > 0);
    xdg_toplevel_set_minimized(parent.window.toplevel());
    CHECK(parent.shown(green) == Box{});
    parent.client.kill();
    parent.server.settle();
    CHECK(parent.shown(red) == Box{});
}

TEST_CASE("a tall pile of popups stands and falls without taking anybody along")
{
    Parent parent;
    auto& other = parent.server.connect();
    auto& piler = parent.server.connect();
    std::vector<std::unique_ptr<TestPopup>> pile;
    TestWindow window{piler, {.color = blue}};
    auto setup = below_right;
    setup.anchor_x = setup.anchor_y = 0;
    setup.anchor_width = setup.anchor_height = 1;
    xdg_surface* below = window.xdg();
    for (int i = 0; i < 1000 && piler.alive(); ++i) {
        pile.push_back(std::make_unique<TestPopup>(piler, below, setup));
        below = pile.back()->xdg();
        if (i == 150)
            CHECK(piler.alive());
    }
    CHECK(!piler.alive());
    CHECK(other.alive());
    CHECK(parent.client.alive());
    CHECK(parent.shown(red) == Box{110, 80, 100, 80});
}
