#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

constexpr Box left_half{0, 0, 160, 240}, right_half{160, 0, 160, 240}, whole{0, 0, 320, 240};

Config tiling()
{
    Config out;
    out.shell.windows.tile = true;
    return out;
}

/// A screen of 320x240 whose workspaces are tiled, or not.
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

TEST_CASE("Super and the arrows push a window to halves and quarters")
{
    Desk desk;
    TestWindow window{desk.client, {.color = red}};
    desk.chord(KEY_LEFT);
    CHECK(desk.shown(red) == left_half);
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_TILED_LEFT));
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_TILED_RIGHT));
    desk.chord(KEY_UP);
    CHECK(desk.shown(red) == Box{0, 0, 160, 120});
    desk.chord(KEY_RIGHT);
    CHECK(desk.shown(red) == Box{160, 0, 160, 120});
    desk.chord(KEY_DOWN);
    CHECK(desk.shown(red) == right_half);
    desk.chord(KEY_RIGHT);
    CHECK(desk.shown(red) == Box{110, 80, 100, 80});
    desk.chord(KEY_UP);
    CHECK(desk.shown(red) == whole);
}

TEST_CASE("a tiled workspace is shared by its windows, whoever comes and goes")
{
    Desk desk{tiling()};
    TestWindow first{desk.client, {.color = red}};
    CHECK(desk.shown(red) == whole);
    {
        TestWindow second{desk.client, {.color = blue}};
        CHECK(desk.shown(red) == left_half);
        CHECK(desk.shown(blue) == right_half);
        TestWindow third{desk.client, {.color = green}};
        CHECK(desk.shown(blue) == Box{160, 0, 160, 120});
        CHECK(desk.shown(green) == Box{160, 120, 160, 120});
        desk.mouse.move_to(10, 10);
        desk.mouse.click();
        CHECK(desk.shown(red) == left_half); // the focus changes no place
        TestWindow dialog{desk.client, {.size = {40, 30}, .color = white}};
        xdg_toplevel_set_parent(dialog.toplevel(), first.toplevel());
        desk.client.settle();
        CHECK(desk.shown(red) == left_half); // it stands above the layout
    }
    CHECK(desk.shown(red) == whole);
}

TEST_CASE("Super+T tiles a workspace and lets it go; the others stay as they are")
{
    Desk desk;
    TestWindow first{desk.client, {.color = red}};
    TestWindow second{desk.client, {.color = blue}};
    auto const before = desk.shown(blue);
    desk.chord(KEY_T);
    CHECK(desk.shown(red) == left_half);
    CHECK(desk.shown(blue) == right_half);
    desk.chord(KEY_T);
    CHECK(desk.shown(blue) == before);
    desk.chord(KEY_T);
    desk.chord(KEY_2);
    TestWindow other{desk.client, {.color = green}};
    CHECK(desk.shown(green).width == 100);
}

TEST_CASE("a minimised window leaves its place to the others, and finds it again")
{
    Desk desk{tiling()};
    TestWindow first{desk.client, {.color = red}};
    TestWindow second{desk.client, {.color = blue}};
    desk.chord(KEY_H);
    CHECK(desk.shown(red) == whole);
    desk.chord(KEY_TAB, KEY_LEFTALT);
    CHECK(desk.shown(red) == left_half);
    CHECK(desk.shown(blue) == right_half);
}

TEST_CASE("windows of a layout that changes are shown together, when the last of them has drawn")
{
    Desk desk;
    auto& slow_client = desk.server.connect();
    TestWindow quick{desk.client, {.color = red}};
    TestWindow slow{slow_client, {.color = blue}};
    REQUIRE(desk.shown(red).width == 100);
    auto const before = desk.server.screen();

    slow.obeys = false;
    desk.chord(KEY_T);
    desk.server.refresh(2);
    CHECK(quick.size() == Extent{160, 240}); // it has drawn, and is not shown yet
    CHECK(desk.server.screen() == before);
    slow.draw({160, 240}, blue);
    CHECK(desk.shown(red) == left_half);
    CHECK(desk.shown(blue) == right_half);
}

TEST_CASE("a program that does not draw holds the others up for a fifth of a second only")
{
    Desk desk{tiling()};
    auto& stuck_client = desk.server.connect();
    TestWindow quick{desk.client, {.color = red}};
    TestWindow stuck{stuck_client, {.color = blue}};
    REQUIRE(desk.shown(red) == left_half);
    stuck.obeys = false;
    TestWindow third{desk.client, {.color = green}};
    desk.server.advance(100ms);
    CHECK(desk.server.screen().count(green) == 0);
    desk.server.advance(150ms);
    CHECK(desk.shown(green) == Box{160, 120, 160, 120});
}

TEST_CASE("a program that dies in the middle of a layout change takes nobody along")
{
    Desk desk{tiling()};
    auto& dying = desk.server.connect();
    TestWindow quick{desk.client, {.color = red}};
    TestWindow victim{dying, {.color = blue}};
    victim.obeys = false;
    TestWindow third{desk.client, {.color = green}};
    dying.kill();
    desk.server.settle();
    CHECK(desk.shown(red) == left_half);
    CHECK(desk.shown(green) == right_half);
}

TEST_CASE("a window that is kept on top stays above one that has the focus")
{
    Desk desk;
    TestWindow lower{desk.client, {.size = {200, 150}, .color = red}};
    TestWindow upper{desk.client, {.color = blue}};
    desk.chord(KEY_P);
    desk.mouse.move_to(70, 60);
    desk.mouse.click(); // the red one
    desk.server.refresh(2);
    CHECK(lower.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));
    CHECK(desk.server.screen().count(blue) == 100 * 80);
    desk.chord(KEY_TAB);
    desk.chord(KEY_P);
    desk.mouse.click();
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(blue) < 100 * 80);
}
