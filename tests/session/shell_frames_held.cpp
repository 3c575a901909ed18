// What pointer and fingers do with the frames that we draw around windows.

#include "framed_desk.hpp"
#include "input_theme.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

// A framed window of 160x80 on a screen of 320x240: its frame is 164x102 at 78,69.
constexpr Extent size{160, 80};
constexpr int bar_y = 79, close_x = 229, maximise_x = 203, minimise_x = 177, title_x = 100;

struct HeldDesk : FramedDesk {
    TestWindow window{client, {.size = size, .framed = true}};

    void finish() { server.refresh(2); }
    [[nodiscard]] bool lit(int x) { return (finish(), server.screen().at(x - 10, bar_y - 8)) != bar_color; }
};

} // namespace

TEST_CASE("the button that closes works when it is let go where it was pressed")
{
    HeldDesk desk;
    desk.mouse.move_to(close_x, bar_y);
    CHECK(desk.lit(close_x));
    desk.mouse.press();
    desk.mouse.move_to(title_x, bar_y);
    CHECK(!desk.lit(close_x));
    desk.mouse.release();
    CHECK(!desk.window.close_requested);
    desk.mouse.move_to(close_x, bar_y);
    desk.mouse.click(right_button);
    CHECK(!desk.window.close_requested);
    desk.mouse.click();
    CHECK(desk.window.close_requested);
    desk.mouse.move_to(5, 5);
    CHECK(!desk.lit(close_x));
}

TEST_CASE("buttons work by finger, too, but not for a finger that is taken back")
{
    HeldDesk desk;
    TouchScreen screen{desk.server};
    screen.down(0, close_x, bar_y);
    CHECK(desk.lit(close_x));
    screen.cancel(0);
    CHECK(!desk.lit(close_x));
    CHECK(!desk.window.close_requested);
    screen.down(0, close_x, bar_y);
    screen.up(0);
    CHECK(desk.window.close_requested);
}

TEST_CASE("the other buttons maximise a window, give it back its size, and minimise it")
{
    HeldDesk desk;
    desk.mouse.move_to(maximise_x, bar_y);
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{0, 20, 320, 220});
    desk.mouse.move_to(320 - 26 - 13, 10);
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{80, 89, 160, 80});
    desk.mouse.move_to(minimise_x, bar_y);
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{});
}

TEST_CASE("a window is moved by its bar, and a press alone does not move it")
{
    HeldDesk desk;
    desk.mouse.move_to(title_x, bar_y);
    desk.mouse.press();
    desk.mouse.move_by(2, 1);
    CHECK(desk.shown(red) == Box{80, 89, 160, 80});
    desk.mouse.move_to(title_x + 30, bar_y + 20);
    CHECK(desk.shown(red) == Box{110, 109, 160, 80});
    desk.mouse.release();
    desk.mouse.move_to(5, 5);
    CHECK(desk.shown(red) == Box{110, 109, 160, 80});
}

TEST_CASE("a window is moved by a finger on its bar")
{
    HeldDesk desk;
    TouchScreen screen{desk.server};
    screen.down(0, title_x, bar_y);
    screen.move(0, title_x + 20, bar_y + 10);
    screen.move(0, title_x + 30, bar_y + 20);
    CHECK(desk.shown(red) == Box{110, 109, 160, 80});
    screen.up(0);
}

TEST_CASE("two presses on the bar maximise a window, and two more give it back its size; two slow ones do nothing")
{
    HeldDesk desk;
    desk.mouse.move_to(title_x, bar_y);
    desk.mouse.click();
    desk.server.advance(600ms);
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{80, 89, 160, 80});
    desk.server.advance(600ms);
    desk.mouse.click();
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{0, 20, 320, 220});
    desk.server.advance(600ms);
    desk.mouse.move_to(title_x, 10);
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{0, 20, 320, 220});
    desk.mouse.click();
    CHECK(desk.shown(red) == Box{80, 89, 160, 80});
}

TEST_CASE("a maximised window that is dragged by its bar has its own size again, below the pointer")
{
    HeldDesk desk;
    xdg_toplevel_set_maximized(desk.window.toplevel());
    REQUIRE(desk.shown(red) == Box{0, 20, 320, 220});
    desk.mouse.move_to(160, 10);
    desk.mouse.press();
    desk.mouse.move_to(160, 60);
    desk.server.refresh(2);
    CHECK(desk.shown(red) == Box{80, 70, 160, 80});
    desk.mouse.release();
}

TEST_CASE("a window is sized by its edges and corners, and a little beside them")
{
    HeldDesk desk;
    desk.mouse.move_to(78 + 164 + 4, 130); // right of it
    desk.mouse.press();
    desk.mouse.move_by(20, 40);
    CHECK(desk.shown(red) == Box{80, 89, 180, 80});
    desk.mouse.release();
    desk.mouse.move_to(78 - 2, 69 + 102 + 2); // below its lower left corner
    desk.mouse.press();
    desk.mouse.move_by(10, 30);
    CHECK(desk.shown(red) == Box{90, 89, 170, 110});
    desk.mouse.release();
    desk.mouse.move_to(150, 70); // the bar's upper edge
    desk.mouse.press();
    desk.mouse.move_by(0, -30);
    CHECK(desk.shown(red) == Box{90, 59, 170, 140});
    desk.mouse.release();
    CHECK(desk.window.size() == Extent{170, 140});
}

TEST_CASE("the cursor tells that an edge can be held, and forgets it beside the window")
{
    TestTheme const theme;
    HeldDesk desk;
    desk.mouse.move_to(78 + 164 + 2, 69 + 102 + 2);
    CHECK(desk.shown(TestTheme::corner).width > 0);
    desk.mouse.move_to(300, 20);
    CHECK(desk.shown(TestTheme::corner).width == 0);
    CHECK(desk.shown(TestTheme::arrow).width > 0);
}

TEST_CASE("a press on a bar brings its window up, and no client below or above hears of it")
{
    HeldDesk desk;
    TestSeat seat{desk.client};
    TestWindow const above{desk.client, {.size = {60, 60}, .color = blue, .title = "above"}};
    desk.window_titled("above").move_to({80, 75});
    REQUIRE(desk.shown(blue) == Box{80, 75, 60, 60});
    seat.take();
    desk.mouse.move_to(150, bar_y);
    CHECK(!seat.saw("pointer button 272 down"));
    desk.mouse.click();
    CHECK(desk.shown(blue) == Box{});
    CHECK(seat.saw("keyboard enter window") == false); // there is no keyboard here
    CHECK(!seat.saw("pointer button 272 down"));
    CHECK(desk.server.server().shell().focused()->title() == "window");
}

TEST_CASE("a window that goes while its bar is held takes nothing along")
{
    FramedDesk desk;
    {
        TestWindow const window{desk.client, {.size = size, .framed = true}};
        desk.mouse.move_to(close_x, bar_y);
        desk.mouse.press();
    }
    desk.server.settle();
    desk.mouse.move_to(title_x, bar_y);
    desk.mouse.release();
    CHECK(desk.shown(bar_color) == Box{});
    CHECK(desk.client.alive());
}
