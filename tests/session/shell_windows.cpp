#include "scene/picture_node.hpp"
#include "scene/scene.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"
#include "xdg-activation-v1-client-protocol.h"
#include "xdg-decoration-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

constexpr Box whole_screen{0, 0, 320, 240};
constexpr std::uint32_t key_q = 16, key_tab = 15, key_f = 33, key_h = 35, key_m = 50, key_shift = 42, key_alt = 56,
                        key_left = 105, key_super = 125;

/// Holds `modifier` while tapping `key`.
void chord(Keyboard& keyboard, std::uint32_t modifier, std::uint32_t key)
{
    keyboard.press(modifier);
    keyboard.tap(key);
    keyboard.release(modifier);
}

Box shown(TestServer& server, Argb color)
{
    server.refresh(2);
    return server.screen().box_of(color);
}

/// The colour where two windows that opened one after the other overlap, away from any cursor.
Argb top(TestServer& server)
{
    server.refresh(2);
    return server.screen().at(205, 155);
}

} // namespace

TEST_CASE("the newest window is on top and has the keyboard; a click brings another one up")
{
    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow lower{client, {.color = red, .title = "lower"}};
    TestWindow upper{client, {.color = blue, .title = "upper"}};
    CHECK(seat.saw("keyboard enter upper"));
    CHECK(top(server) == blue);
    CHECK(upper.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(!lower.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));

    auto const corner = shown(server, red);
    seat.take();
    mouse.move_to(corner.x + 2, corner.y + 2);
    mouse.click();
    CHECK(seat.saw("keyboard enter lower"));
    CHECK(seat.saw("pointer button 272 down"));
    CHECK(top(server) == red);
    CHECK(lower.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(!upper.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("the first window opens in the middle, the next one beside its corner")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow first{client, {.color = red}};
    TestWindow second{client, {.color = blue}};
    auto const next = shown(server, blue);
    CHECK(shown(server, red).x == 110);
    CHECK(shown(server, red).y == 80);
    CHECK(next.x > 110);
    CHECK(next.y > 80);
}

TEST_CASE("when a window goes, the keyboard goes to the one below it")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow lower{client, {.title = "lower"}};
    {
        TestWindow upper{client, {.color = blue, .title = "upper"}};
        seat.take();
    }
    server.settle();
    CHECK(seat.saw("keyboard enter lower"));
    CHECK(lower.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("a window that filled the screen returns to its place and size")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow other{client, {.color = blue}};
    TestWindow window{client, {.color = red}};
    auto const before = shown(server, red);

    SECTION("maximised")
    {
        xdg_toplevel_set_maximized(window.toplevel());
        CHECK(shown(server, red) == whole_screen);
        CHECK(window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
        xdg_toplevel_unset_maximized(window.toplevel());
    }
    SECTION("fullscreen")
    {
        xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
        CHECK(shown(server, red) == whole_screen);
        CHECK(window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
        xdg_toplevel_unset_fullscreen(window.toplevel());
    }
    SECTION("fullscreen, and maximised before and after")
    {
        xdg_toplevel_set_maximized(window.toplevel());
        xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
        CHECK(shown(server, red) == whole_screen);
        xdg_toplevel_unset_fullscreen(window.toplevel());
        CHECK(shown(server, red) == whole_screen);
        CHECK(window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
        xdg_toplevel_unset_maximized(window.toplevel());
    }
    CHECK(shown(server, red) == before);
    CHECK(window.last().size == Extent{100, 80});
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
}

TEST_CASE("a window that starts maximised gets a size and a place of its own when it leaves that")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    CHECK(shown(server, red) == whole_screen);
    xdg_toplevel_unset_maximized(window.toplevel());
    window.draw({100, 80}, red);
    server.settle();
    CHECK(window.last().size == Extent{0, 0});
    CHECK(shown(server, red) == Box{110, 80, 100, 80});
}

TEST_CASE("a fullscreen window smaller than the screen is in the middle, with nothing but black around it")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow below{client, {.size = {300, 200}, .color = blue}};
    TestWindow window{client, {.color = red}};
    window.obeys = false;
    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    CHECK(shown(server, red) == Box{110, 80, 100, 80});
    CHECK(server.screen().count(blue) == 0);
    CHECK(server.screen().count(black) == 320 * 240 - 100 * 80);
}

TEST_CASE("a fullscreen window covers panels until another window is brought up")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    ColorNode panel{server.server().scene().stratum(Stratum::Top), {320, 20}, {0, 1, 0, 1}};
    TestWindow other{client, {.color = blue}};
    TestWindow window{client, {.color = red}};
    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    CHECK(shown(server, red) == whole_screen);
    CHECK(server.screen().count(green) == 0);
    TestWindow dialog{client, {.size = {40, 40}, .color = yellow}};
    xdg_toplevel_set_parent(dialog.toplevel(), window.toplevel());
    CHECK(shown(server, yellow).width == 40);
    CHECK(server.screen().count(green) == 0);

    keyboard.press(key_alt);
    keyboard.tap(key_tab);
    keyboard.tap(key_tab);
    keyboard.release(key_alt);
    CHECK(shown(server, blue) == Box{110, 80, 100, 80});
    CHECK(server.screen().count(green) == 320 * 20);
}

TEST_CASE("a minimised window leaves the screen and the keyboard to others, and comes back where it was")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow other{client, {.color = blue, .title = "other"}};
    TestWindow window{client, {.color = red, .title = "window"}};
    auto const before = shown(server, red);

    seat.take();
    xdg_toplevel_set_minimized(window.toplevel());
    CHECK(shown(server, red) == Box{});
    CHECK(seat.saw("keyboard enter other"));
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_SUSPENDED));

    chord(keyboard, key_alt, key_tab);
    CHECK(shown(server, red) == before);
    CHECK(seat.saw("keyboard enter window"));
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_SUSPENDED));
}

TEST_CASE("a dialog opens in the middle of its window and stays above it")
{
    TestServer server;
    Mouse mouse{server};
    auto& client = server.connect();
    TestWindow parent{client, {.size = {160, 120}, .color = red}};
    TestWindow dialog{client, {.size = {40, 20}, .color = blue}};
    dialog.unmap();
    xdg_toplevel_set_parent(dialog.toplevel(), parent.toplevel());
    dialog.surface().commit();
    CHECK(shown(server, blue) == Box{140, 110, 40, 20});

    mouse.move_to(82, 62);
    mouse.click();
    CHECK(parent.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(shown(server, blue) == Box{140, 110, 40, 20});
}

TEST_CASE("a window's visible part is placed, not its shadow")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.size = {120, 100}, .color = red}};
    window.surface().attach(nullptr);
    window.unmap();
    xdg_surface_set_window_geometry(window.xdg(), 10, 10, 100, 80);
    window.surface().commit();
    CHECK(shown(server, red) == Box{90, 60, 120, 100}); // where it was before, and now with a shadow of 10
    xdg_toplevel_set_maximized(window.toplevel());
    server.settle();
    CHECK(window.last().size == Extent{320, 240});
}

TEST_CASE("clients are told what windows can do here and how large they may be")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    CHECK(window.bounds == Extent{320, 240});
    CHECK(window.capabilities
          == std::set<std::uint32_t>{XDG_TOPLEVEL_WM_CAPABILITIES_MAXIMIZE, XDG_TOPLEVEL_WM_CAPABILITIES_FULLSCREEN,
                                     XDG_TOPLEVEL_WM_CAPABILITIES_MINIMIZE});
    CHECK(window.configures.front().size == Extent{0, 0});
}

TEST_CASE("title and name of a window can be read")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.title = "a title", .app_id = "org.example.app"}};
    auto const windows = server.server().shell().windows();
    REQUIRE(windows.size() == 1);
    CHECK(windows[0]->title() == "a title");
    CHECK(windows[0]->app_id() == "org.example.app");
}

TEST_CASE("the desktop's keys act on the window that has the keyboard, and no client sees them")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = red}};
    auto const before = shown(server, red);
    seat.take();

    chord(keyboard, key_super, key_m);
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
    chord(keyboard, key_super, key_m);
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
    chord(keyboard, key_super, key_f);
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
    chord(keyboard, key_super, key_f);
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
    chord(keyboard, key_super, key_left);
    CHECK(shown(server, red) == Box{0, 0, 160, 240});
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_TILED_LEFT));
    chord(keyboard, key_super, key_left);
    CHECK(shown(server, red) == before);
    chord(keyboard, key_super, key_h);
    CHECK(shown(server, red) == Box{});
    chord(keyboard, key_alt, key_tab);
    chord(keyboard, key_super, key_q);
    CHECK(window.close_requested);
    for (auto const key : {key_m, key_f, key_left, key_h, key_tab, key_q})
        CHECK(!seat.saw("key " + std::to_string(key) + " down"));
}

TEST_CASE("Alt+Tab goes to the window used before, and on to older ones while Alt is held")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestWindow a{client}, b{client}, c{client};
    auto const active = [](TestWindow& window) { return window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED); };

    chord(keyboard, key_alt, key_tab);
    CHECK(active(b));
    chord(keyboard, key_alt, key_tab);
    CHECK(active(c));
    keyboard.press(key_alt);
    keyboard.tap(key_tab);
    keyboard.tap(key_tab);
    CHECK(active(a));
    keyboard.tap(key_tab);
    CHECK(active(c));
    keyboard.press(key_shift);
    keyboard.tap(key_tab);
    keyboard.release(key_shift);
    CHECK(active(a));
    keyboard.release(key_alt);
    chord(keyboard, key_alt, key_tab);
    CHECK(active(c));
}

TEST_CASE("clients that leave their title bars to us are told so, and those that want their own keep them")
{
    TestServer server;
    auto& client = server.connect();
    TestSurface surface{client, "window"};
    auto* xdg = xdg_wm_base_get_xdg_surface(client.globals.wm_base, surface.c());
    auto* toplevel = xdg_surface_get_toplevel(xdg);
    auto* decoration = zxdg_decoration_manager_v1_get_toplevel_decoration(client.globals.decoration, toplevel);
    std::optional<std::uint32_t> mode;
    static constexpr zxdg_toplevel_decoration_v1_listener listener{
        .configure = [](void* data, auto*, std::uint32_t mode) {
            *static_cast<std::optional<std::uint32_t>*>(data) = mode;
        }};
    zxdg_toplevel_decoration_v1_add_listener(decoration, &listener, &mode);
    surface.commit();
    client.settle();
    CHECK(mode == ZXDG_TOPLEVEL_DECORATION_V1_MODE_SERVER_SIDE);

    for (auto const wish : {ZXDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE, ZXDG_TOPLEVEL_DECORATION_V1_MODE_SERVER_SIDE}) {
        mode.reset();
        zxdg_toplevel_decoration_v1_set_mode(decoration, wish);
        client.settle();
        CHECK(mode == std::uint32_t(wish));
    }

    zxdg_toplevel_decoration_v1_destroy(decoration);
    xdg_toplevel_destroy(toplevel);
    xdg_surface_destroy(xdg);
    client.settle();
    CHECK(client.alive());
}

namespace {

/// A token of xdg-activation; with an input event's serial it proves that the user was there.
std::string activation_token(TestClient& client, std::optional<std::uint32_t> serial, wl_surface* from)
{
    std::string out;
    auto* token = xdg_activation_v1_get_activation_token(client.globals.activation);
    static constexpr xdg_activation_token_v1_listener listener{
        .done = [](void* data, auto*, char const* text) { *static_cast<std::string*>(data) = text; }};
    xdg_activation_token_v1_add_listener(token, &listener, &out);
    if (serial)
        xdg_activation_token_v1_set_serial(token, *serial, client.globals.seat);
    if (from)
        xdg_activation_token_v1_set_surface(token, from);
    xdg_activation_token_v1_commit(token);
    client.settle();
    xdg_activation_token_v1_destroy(token);
    return out;
}

} // namespace

TEST_CASE("a program that the user asked for comes to the front; one that asks for itself only calls for attention")
{
    TestServer server;
    Mouse mouse{server};
    auto& launcher = server.connect();
    auto& program = server.connect();
    TestSeat seat{launcher};
    TestWindow window{program, {.color = blue, .title = "window"}};
    TestWindow button{launcher, {.color = red, .title = "button"}};
    auto& shell = server.server().shell();
    auto const* of_program = shell.windows().front();
    REQUIRE(of_program->title() == "window");

    auto const own = activation_token(program, std::nullopt, window.surface().c());
    xdg_activation_v1_activate(program.globals.activation, own.c_str(), window.surface().c());
    program.settle();
    CHECK(of_program->demands_attention());
    CHECK(top(server) == red);

    auto const at = shown(server, red);
    mouse.move_to(at.x + 5, at.y + 5);
    mouse.click();
    auto const given = activation_token(launcher, seat.press_serial, button.surface().c());
    xdg_activation_v1_activate(program.globals.activation, given.c_str(), window.surface().c());
    program.settle();
    CHECK(shell.focused() == of_program);
    CHECK(!of_program->demands_attention());
    CHECK(top(server) == blue);

    SECTION("a token serves once")
    {
        mouse.move_to(235, 185); // the part that the other one leaves free
        mouse.click();
        REQUIRE(top(server) == red);
        xdg_activation_v1_activate(program.globals.activation, given.c_str(), window.surface().c());
        program.settle();
        CHECK(top(server) == red);
    }
}

TEST_CASE("a client that dies while it is being asked for a new state leaves the others alone")
{
    TestServer server;
    auto& stays = server.connect();
    auto& dies = server.connect();
    TestWindow window{stays, {.color = red}};
    {
        TestWindow victim{dies, {.color = blue}};
        victim.obeys = false;
        xdg_toplevel_set_fullscreen(victim.toplevel(), nullptr);
        dies.pump();
        dies.kill();
        server.settle();
    }
    CHECK(server.server().shell().windows().size() == 1);
    CHECK(top(server) == red);
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    xdg_toplevel_set_maximized(window.toplevel());
    CHECK(shown(server, red) == whole_screen);
}

TEST_CASE("a window that hides itself and comes back is a new one: free, with the keyboard")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    window.obeys = false;
    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    client.settle();
    REQUIRE(window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
    window.unmap();
    CHECK(shown(server, red) == Box{});
    CHECK(server.server().shell().windows().empty());
    window.surface().commit();
    client.settle();
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN));
    CHECK(shown(server, red) == Box{110, 80, 100, 80});
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
}

TEST_CASE("a window that hides itself and comes back is where it was")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    server.server().shell().windows().front()->move_to({17, 23});
    REQUIRE(shown(server, red) == Box{17, 23, 100, 80});
    window.unmap();
    window.surface().commit();
    client.settle();
    CHECK(shown(server, red) == Box{17, 23, 100, 80});
}
