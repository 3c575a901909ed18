#include "client_x11.hpp"
#include "framed_desk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;
using Place = X11Window::Place;

/// Windows without title bars of ours: their places are the pictures'.
Config bare()
{
    Config out;
    out.shell.frames.mode = FrameMode::Client;
    return out;
}

/// A screen of 320x240 with a keyboard, a mouse, and a program of X11.
struct X11Desk {
    explicit X11Desk(Config const& config = bare()) : server{{.config = config, .x11 = true}} { mouse.move_to(319, 239); }

    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    X11Client program{server};

    /// Waits until the screen shows this colour there and nowhere else.
    [[nodiscard]] bool shows(Argb color, Box const& box)
    {
        bool const there = until_x11(server, [&] { return server.screen().box_of(color) == box; });
        if (!there)
            UNSCOPED_INFO("it is at " << server.screen().box_of(color));
        return there;
    }
    [[nodiscard]] bool shows_nothing_of(Argb color) { return shows(color, {}); }
    void chord(std::uint32_t modifier, std::uint32_t key)
    {
        keyboard.press(modifier);
        keyboard.tap(key);
        keyboard.release(modifier);
    }
    [[nodiscard]] Window& window(std::string_view title)
    {
        for (auto* each : server.server().shell().windows())
            if (each->title() == title)
                return *each;
        throw std::runtime_error{"there is no such window"};
    }
};

bool is_message(xcb_generic_event_t const& event, xcb_atom_t what)
{
    return reinterpret_cast<xcb_client_message_event_t const&>(event).data.data32[0] == what;
}

/// The Xwayland of this display. Nobody's child: it is found by its command line.
pid_t xwayland_of(std::string const& display)
{
    for (auto const& entry : std::filesystem::directory_iterator{"/proc"}) {
        std::ifstream file{entry.path() / "cmdline"};
        std::string const line{std::istreambuf_iterator<char>{file}, {}}; // words end with a zero
        if (line.contains("Xwayland") && line.contains(std::string{'\0'} + display + '\0'))
            return std::stoi(entry.path().filename());
    }
    throw std::runtime_error{"no Xwayland runs at " + display};
}

} // namespace

TEST_CASE("a window of X11 opens in the middle, has the keyboard, and closes with Super+Q")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red, .title = "editor"}};
    CHECK(desk.shows(red, {110, 80, 100, 80}));
    CHECK(window.is_at({110, 80, {100, 80}})); // X11 agrees: menus are placed by that
    CHECK(desk.window("editor").app_id() == "TestClass");
    CHECK(until_x11(desk.server, [&] { return window.is_focused(); }));
    CHECK(window.gains_state("FOCUSED"));

    desk.keyboard.tap(KEY_A);
    CHECK(desk.program.saw(XCB_KEY_PRESS));
    desk.chord(KEY_LEFTMETA, KEY_Q);
    auto const close = desk.program.atom("WM_DELETE_WINDOW");
    CHECK(desk.program.saw(XCB_CLIENT_MESSAGE, [&](auto const& event) { return is_message(event, close); }));
}

TEST_CASE("the focus goes between windows of X11 and of Wayland")
{
    X11Desk desk;
    auto& client = desk.server.connect();
    TestSeat seat{client};
    TestWindow native{client, {.size = {200, 150}, .color = blue, .title = "native"}};
    X11Window window{desk.program, {.color = red}};
    REQUIRE(until_x11(desk.server, [&] { return window.is_focused(); }));
    CHECK(seat.saw("keyboard leave native"));

    auto const place = desk.server.screen().box_of(blue);
    desk.mouse.move_to(place.x + 2, place.y + 2);
    desk.mouse.click();
    CHECK(until_x11(desk.server, [&] { return !window.is_focused(); }));
    CHECK(desk.server.screen().at(160, 120) == blue); // and it is on top

    auto const at = window.place();
    seat.take();
    desk.chord(KEY_LEFTALT, KEY_TAB);
    CHECK(desk.shows(red, {at.x, at.y, 100, 80}));
    CHECK(until_x11(desk.server, [&] { return window.is_focused(); }));
    desk.mouse.move_to(at.x + 10, at.y + 10);
    desk.mouse.click();
    CHECK(desk.program.saw(XCB_BUTTON_PRESS, [](auto const& event) {
        auto const& press = reinterpret_cast<xcb_button_press_event_t const&>(event);
        return press.event_x == 10 && press.event_y == 10;
    }));
}

TEST_CASE("a program of X11 makes its window fullscreen, maximised and minimised, and back")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red}};
    REQUIRE(desk.shows(red, {110, 80, 100, 80}));

    window.ask_state(1, "FULLSCREEN");
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    CHECK(window.gains_state("FULLSCREEN"));
    window.ask_state(0, "FULLSCREEN");
    CHECK(desk.shows(red, {110, 80, 100, 80}));
    CHECK(window.loses_state("FULLSCREEN"));

    window.ask_state(1, "MAXIMIZED_VERT", "MAXIMIZED_HORZ");
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    CHECK(desk.server.server().shell().windows().front()->maximised());
    window.ask_state(0, "MAXIMIZED_VERT", "MAXIMIZED_HORZ");
    CHECK(desk.shows(red, {110, 80, 100, 80}));

    window.ask_state(1, "HIDDEN");
    CHECK(desk.shows_nothing_of(red));
    window.ask_state(0, "HIDDEN");
    CHECK(desk.shows(red, {110, 80, 100, 80}));
}

TEST_CASE("the user makes a window of X11 fullscreen, maximised and minimised, and its program is told")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red}};
    REQUIRE(desk.shows(red, {110, 80, 100, 80}));

    desk.chord(KEY_LEFTMETA, KEY_F);
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    CHECK(window.gains_state("FULLSCREEN"));
    desk.chord(KEY_LEFTMETA, KEY_F);
    CHECK(desk.shows(red, {110, 80, 100, 80}));
    CHECK(window.loses_state("FULLSCREEN"));

    desk.chord(KEY_LEFTMETA, KEY_M);
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    CHECK(window.gains_state("MAXIMIZED_VERT"));
    desk.chord(KEY_LEFTMETA, KEY_M);
    CHECK(desk.shows(red, {110, 80, 100, 80}));

    desk.chord(KEY_LEFTMETA, KEY_H);
    CHECK(desk.shows_nothing_of(red));
    CHECK(window.gains_state("HIDDEN"));
    desk.chord(KEY_LEFTALT, KEY_TAB);
    CHECK(desk.shows(red, {110, 80, 100, 80}));
    CHECK(window.loses_state("HIDDEN"));
}

TEST_CASE("a window of X11 that starts fullscreen is fullscreen, and finds its own size later")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red, .states = {"FULLSCREEN"}}};
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    window.ask_state(0, "FULLSCREEN");
    CHECK(desk.shows(red, {110, 80, 100, 80}));
}

TEST_CASE("a window of X11 takes the size that its program gives it, unless it fills the screen")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red}};
    REQUIRE(desk.shows(red, {110, 80, 100, 80}));
    window.ask_size({120, 90});
    CHECK(desk.shows(red, {110, 80, 120, 90}));
    CHECK(window.is_at({110, 80, {120, 90}}));

    desk.chord(KEY_LEFTMETA, KEY_F);
    REQUIRE(desk.shows(red, {0, 0, 320, 240}));
    window.ask_size({50, 50});
    // It is told that it stays as it is (ICCCM 4.1.5), so that it does not wait.
    CHECK(desk.program.saw(XCB_CONFIGURE_NOTIFY, [](auto const& event) {
        auto const& told = reinterpret_cast<xcb_configure_notify_event_t const&>(event);
        return (told.response_type & 0x80) != 0 && told.width == 320 && told.height == 240;
    }));
    CHECK(desk.shows(red, {0, 0, 320, 240}));
}

TEST_CASE("a dialog of X11 stands on its window")
{
    X11Desk desk;
    X11Window window{desk.program, {.size = {200, 150}, .color = red, .title = "editor"}};
    X11Window dialog{desk.program, {.size = {60, 40}, .color = green, .title = "dialog", .parent = window.id()}};
    CHECK(desk.shows(green, {130, 100, 60, 40})); // in the middle of its window
    CHECK(desk.window("dialog").parent() == &desk.window("editor"));
    desk.mouse.move_to(65, 50);
    desk.mouse.click();
    CHECK(desk.shows(green, {130, 100, 60, 40})); // the window got the press, and stays below
}

TEST_CASE("a menu of X11 is above everything, where its program puts it, and leaves the focus alone")
{
    X11Desk desk;
    X11Window window{desk.program, {.color = red}};
    REQUIRE(desk.shows(red, {110, 80, 100, 80}));
    window.ask_state(1, "FULLSCREEN");
    REQUIRE(desk.shows(red, {0, 0, 320, 240}));
    X11Window menu{desk.program, {.size = {40, 30}, .color = green, .x = 20, .y = 10, .menu = true}};
    CHECK(desk.shows(green, {20, 10, 40, 30}));
    CHECK(desk.server.server().shell().windows().size() == 1);
    CHECK(window.is_focused());

    std::uint32_t const to[]{50, 60};
    xcb_configure_window(desk.program.c(), menu.id(), XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, to);
    desk.program.flush();
    CHECK(desk.shows(green, {50, 60, 40, 30}));
    desk.mouse.move_to(55, 65);
    desk.mouse.move_by(1, 1);
    desk.mouse.click();
    CHECK(desk.program.saw(XCB_BUTTON_PRESS, [&](auto const& event) {
        return reinterpret_cast<xcb_button_press_event_t const&>(event).event == menu.id();
    }));
    CHECK(window.is_focused());
}

TEST_CASE("a window of X11 has a title bar, and its program knows where it is and how wide its frame")
{
    X11Desk desk{FramedDesk::config()};
    X11Window window{desk.program, {.color = red}};
    CHECK(desk.shows(red, {110, 89, 100, 80}));
    CHECK(desk.shows(bar_color, {108, 69, 104, 102}));
    CHECK(window.is_at({110, 89, {100, 80}}));
    CHECK(until_x11(desk.server, [&] { return window.numbers("_NET_FRAME_EXTENTS") == std::vector<std::uint32_t>{2, 2, 20, 2}; }));

    desk.mouse.move_to(120, 79); // left of the buttons
    desk.mouse.press();
    desk.mouse.move_to(130, 99);
    desk.mouse.release();
    CHECK(desk.shows(red, {120, 109, 100, 80}));
    CHECK(window.is_at({120, 109, {100, 80}})); // its menus follow

    window.ask_state(1, "FULLSCREEN");
    CHECK(desk.shows(red, {0, 0, 320, 240}));
    CHECK(until_x11(desk.server, [&] { return window.numbers("_NET_FRAME_EXTENTS") == std::vector<std::uint32_t>{0, 0, 0, 0}; }));
    window.ask_state(0, "FULLSCREEN");
    CHECK(desk.shows(red, {120, 109, 100, 80}));
    window.ask_state(1, "MAXIMIZED_VERT", "MAXIMIZED_HORZ");
    CHECK(desk.shows(red, {0, 20, 320, 220}));
}

TEST_CASE("a program of X11 that draws its own title bar gets none of ours, as soon as it says so")
{
    X11Desk desk{FramedDesk::config()};
    X11Window window{desk.program, {.color = red}};
    REQUIRE(desk.shows(red, {110, 89, 100, 80}));
    window.draw_own_title_bar(true);
    CHECK(desk.shows_nothing_of(bar_color));
    CHECK(desk.shows(red, {108, 69, 100, 80}));
    window.draw_own_title_bar(false);
    CHECK(desk.shows(bar_color, {108, 69, 104, 102}));
}

TEST_CASE("Xwayland that is killed starts again, on the same display, for the next program")
{
    X11Desk desk;
    auto const display = desk.server.server().shell().x11_display();
    {
        X11Window const window{desk.program, {.color = red}};
        REQUIRE(desk.shows(red, {110, 80, 100, 80}));
        REQUIRE(kill(xwayland_of(display), SIGKILL) == 0);
        CHECK(desk.shows_nothing_of(red));
        CHECK(desk.server.server().shell().windows().empty());
        CHECK(until_x11(desk.server, [&] { return !desk.program.alive(); }));
    }
    desk.server.advance(std::chrono::seconds{2});
    X11Client next{desk.server};
    CHECK(desk.server.server().shell().x11_display() == display);
    X11Window const window{next, {.color = blue}};
    CHECK(desk.shows(blue, {110, 80, 100, 80}));
}

TEST_CASE("a session without X11 offers it nothing")
{
    TestServer const server;
    CHECK(server.server().shell().x11_display().empty());
}
