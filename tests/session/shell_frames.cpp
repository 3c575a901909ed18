// Title bars and borders that we draw: who has them, where windows are with them, and what they look like.

#include "base/wlr.hpp"
#include "framed_desk.hpp"
#include "output/output.hpp"
#include "shell/frame_picture.hpp"
#include "xdg-decoration-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <linux/input-event-codes.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

/// The pixel of a picture of our own.
Argb pixel_of(BufferRef const& buffer, int x, int y)
{
    void* data = nullptr;
    std::uint32_t format = 0;
    std::size_t stride = 0;
    REQUIRE(wlr_buffer_begin_data_ptr_access(buffer.get(), WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &format, &stride));
    auto const out = reinterpret_cast<Argb const*>(static_cast<char const*>(data) + std::size_t(y) * stride)[x];
    wlr_buffer_end_data_ptr_access(buffer.get());
    return out;
}

} // namespace

TEST_CASE("a window whose client leaves that to us has a title bar and borders, and lies in the middle with them")
{
    FramedDesk desk;
    TestWindow const window{desk.client, {.framed = true}};
    CHECK(desk.shown(red) == Box{110, 89, 100, 80});
    CHECK(desk.shown(bar_color) == Box{108, 69, 104, 102});
    CHECK(desk.window_titled().box() == Rect<Logical>{108, 69, 104, 102});
    auto const screen = desk.server.screen();
    CHECK(screen.filled({108, 89, 2, 82}, bar_color));
    CHECK(screen.filled({210, 89, 2, 82}, bar_color));
    CHECK(screen.filled({108, 169, 104, 2}, bar_color));
}

TEST_CASE("a window whose client says nothing of title bars, or draws its own, has none of ours")
{
    FramedDesk desk;
    {
        TestWindow const silent{desk.client, {}};
        CHECK(desk.shown(bar_color) == Box{});
    }
    TestWindow window{desk.client, {.framed = true}};
    zxdg_toplevel_decoration_v1_set_mode(window.decoration, ZXDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE);
    CHECK(desk.shown(bar_color) == Box{});
    CHECK(desk.shown(red) == Box{108, 69, 100, 80}); // the corner stays, and what the client draws its size
    zxdg_toplevel_decoration_v1_unset_mode(window.decoration);
    CHECK(desk.shown(bar_color) == Box{108, 69, 104, 102});
    zxdg_toplevel_decoration_v1_destroy(std::exchange(window.decoration, nullptr));
    CHECK(desk.shown(bar_color) == Box{});
}

TEST_CASE("what fills the screen, or a part of it, has room for its bar; a fullscreen window has none")
{
    FramedDesk desk;
    Keyboard keyboard{desk.server};
    TestWindow window{desk.client, {.framed = true}};
    SECTION("maximised")
    {
        xdg_toplevel_set_maximized(window.toplevel());
        CHECK(desk.shown(red) == Box{0, 20, 320, 220});
        CHECK(desk.server.screen().at(0, 0) == bar_color);
        xdg_toplevel_unset_maximized(window.toplevel());
    }
    SECTION("a half")
    {
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(KEY_RIGHT);
        CHECK(desk.shown(red) == Box{162, 20, 156, 218});
        keyboard.tap(KEY_RIGHT);
        keyboard.release(KEY_LEFTMETA);
    }
    SECTION("a tile")
    {
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(KEY_T);
        CHECK(desk.shown(red) == Box{2, 20, 316, 218});
        keyboard.tap(KEY_T);
        keyboard.release(KEY_LEFTMETA);
    }
    SECTION("fullscreen")
    {
        xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
        CHECK(desk.shown(red) == Box{0, 0, 320, 240});
        xdg_toplevel_unset_fullscreen(window.toplevel());
    }
    CHECK(desk.shown(red) == Box{110, 89, 100, 80});
    CHECK(desk.shown(bar_color) == Box{108, 69, 104, 102});
}

TEST_CASE("the bar tells which window has the keyboard")
{
    FramedDesk desk;
    TestWindow const first{desk.client, {.color = red, .framed = true}};
    {
        TestWindow const second{desk.client, {.color = blue, .framed = true}};
        CHECK(desk.shown(other_bar_color).width > 0);
    }
    CHECK(desk.shown(other_bar_color) == Box{});
    CHECK(desk.shown(bar_color).width > 0);
}

TEST_CASE("the user decides who draws title bars, also of windows that are there, and how high they are")
{
    FramedDesk desk;
    TestWindow own{desk.client, {.framed = true}};
    zxdg_toplevel_decoration_v1_set_mode(own.decoration, ZXDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE);
    REQUIRE(desk.shown(bar_color) == Box{});
    auto config = FramedDesk::config().shell;
    auto& shell = desk.server.server().shell();

    config.frames.mode = FrameMode::Server;
    shell.configure(config);
    CHECK(desk.shown(bar_color).height == 102);
    config.frames.height = 30;
    shell.configure(config);
    CHECK(desk.shown(bar_color).height == 112);
    config.frames.active = {0, 1, 0, 1};
    shell.configure(config);
    CHECK(desk.shown(green).height == 112);
    config.frames.mode = FrameMode::Client;
    shell.configure(config);
    CHECK(desk.shown(green) == Box{});
}

TEST_CASE("a title bar is painted in the pixels of its screen, whatever the scale and wherever it lies")
{
    FramedDesk desk{{.screen = {640, 480}, .config = FramedDesk::config()}};
    double const scale = GENERATE(1.0, 1.5, 1.75, 2.0);
    int const x = GENERATE(20, 21, 22);
    desk.server.place("HEADLESS-1", {}, scale);
    TestWindow const window{desk.client, {.title = "Iris", .framed = true}};
    desk.window_titled("Iris").move_to({x, 33});
    desk.server.refresh(3);
    auto const& view = desk.server.output().viewport().view();
    auto const there = view.upright_rounded({double(x), 33}, {104, 20});
    auto const painted = paint_title_bar({.layout = {.outer = {104, 102}, .sides = {20, 2, 2, 2}, .can_size = true},
                                          .title = "Iris", .active = true},
                                         FramedDesk::config().shell.frames, {there.width, there.height});
    auto const screen = desk.server.screen();
    int differing = 0, text = 0;
    for (int row = 0; row < there.height; ++row)
        for (int column = 0; column < there.width; ++column) {
            auto const wanted = pixel_of(painted, column, row);
            differing += screen.at(there.x + column, there.y + row) != wanted;
            text += wanted != bar_color;
        }
    CAPTURE(scale, x);
    CHECK(differing == 0);
    CHECK(text > 30);
}

TEST_CASE("a bar that does not change costs nothing, and a title that changes a thousand times one picture")
{
    FramedDesk desk;
    TestWindow window{desk.client, {.framed = true}};
    desk.server.refresh(3);
    auto const commits = [&] { return desk.server.output().stats().commits; };
    auto before = commits();
    desk.server.refresh(50);
    CHECK(commits() == before);
    for (int i = 0; i < 1000; ++i)
        xdg_toplevel_set_title(window.toplevel(), ("title " + std::to_string(i)).c_str());
    desk.server.refresh(10);
    CHECK(commits() - before <= 2); // they may come in two pieces
    before = commits();
    for (int i = 0; i < 20; ++i) // a film in a window does not paint its bar
        window.draw(i % 2 ? red : blue), desk.server.refresh();
    CHECK(desk.shown(bar_color) == Box{108, 69, 104, 102});
}

TEST_CASE("no title is too long, and none breaks a bar")
{
    FramedDesk desk;
    TestWindow window{desk.client, {.framed = true}};
    for (auto const& title : {std::string(4000, 'W'), std::string{"two\nlines\tand a tab"},
                              std::string{"\u202eright to left \u0627\u0644"}, std::string{}}) {
        xdg_toplevel_set_title(window.toplevel(), title.c_str());
        CHECK(desk.shown(bar_color) == Box{108, 69, 104, 102});
        CHECK(desk.server.screen().at(109, 70) == bar_color); // its end is kept clear
    }
    CHECK(desk.client.alive());
}
