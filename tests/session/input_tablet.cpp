// Drawing tablets (tablet-v2).

#include "pen.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

struct Session {
    TestServer server;
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = white, .fullscreen = true}};

    Session() { server.refresh(2); }
};

} // namespace

TEST_CASE("a pen draws in a window that knows pens, with its pressure, and is no pointer there")
{
    Session session;
    Drawing drawing{session.client};
    Pen pen{session.server};
    CHECK(drawing.tablets.size() == 1);
    session.seat.take();
    pen.near(100, 50);
    CHECK(drawing.tools.size() == 1);
    CHECK(drawing.saw("in window"));
    CHECK(drawing.saw("motion 100,50"));
    CHECK(session.server.server().seat().cursor() == FPoint<Logical>{100, 50});
    pen.tip(100, 50, true);
    pen.press(0.5);
    pen.move(110, 60);
    CHECK(drawing.saw("down"));
    CHECK(drawing.saw("pressure 32767"));
    CHECK(drawing.saw("motion 110,60"));
    pen.button(BTN_STYLUS, true);
    CHECK(drawing.saw("button 331 down"));
    pen.button(BTN_STYLUS, false);
    pen.tip(110, 60, false);
    CHECK(drawing.saw("up"));
    pen.near(110, 60, false);
    CHECK(drawing.saw("out"));
    CHECK_FALSE(session.seat.saw("pointer button 272 down"));
    CHECK_FALSE(session.seat.saw("pointer motion 100,50"));
}

TEST_CASE("a line that leaves the window belongs to it until the pen is lifted")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.size = {100, 80}}};
    server.refresh(2);
    auto const box = server.screen().box_of(red);
    Drawing drawing{client};
    Pen pen{server};
    pen.near(box.x + 10, box.y + 10);
    pen.tip(box.x + 10, box.y + 10, true);
    pen.move(box.x - 20, box.y + 10);
    CHECK(drawing.saw("motion -20,10"));
    CHECK_FALSE(drawing.saw("out"));
    pen.tip(box.x - 20, box.y + 10, false);
    pen.move(box.x - 21, box.y + 10);
    CHECK(drawing.saw("out"));
}

TEST_CASE("above a window that knows no pens a pen is the pointer, and its tip the left button")
{
    Session session;
    Pen pen{session.server};
    CHECK(session.seat.capabilities == WL_SEAT_CAPABILITY_POINTER);
    pen.near(100, 50);
    CHECK(session.seat.saw("pointer motion 100,50"));
    pen.tip(100, 50, true);
    CHECK(session.seat.saw("pointer button 272 down"));
    pen.move(120, 60);
    CHECK(session.seat.saw("pointer motion 120,60"));
    pen.tip(120, 60, false);
    CHECK(session.seat.saw("pointer button 272 up"));
    pen.button(BTN_STYLUS, true);
    pen.button(BTN_STYLUS, false);
    CHECK(session.seat.saw("pointer button 273 down"));
}

TEST_CASE("a click with the pen gives a window the focus")
{
    TestServer server;
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow large{client, {.size = {200, 150}, .color = red}};
    auto& other = server.connect();
    TestWindow small{other, {.size = {40, 30}, .color = blue}};
    server.refresh(2);
    Drawing drawing{client};
    Pen pen{server};
    auto const box = server.screen().box_of(red);
    seat.take();
    pen.near(box.x + 1, box.y + 1);
    pen.tip(box.x + 1, box.y + 1, true);
    CHECK(seat.saw("keyboard enter window"));
}

TEST_CASE("the board beside a tablet belongs to the window with the keyboard")
{
    Session session;
    Keyboard keyboard{session.server};
    Drawing drawing{session.client};
    Pen pen{session.server};
    wlr_tablet_pad pad{};
    static constexpr wlr_tablet_pad_impl impl{.name = "test-pad"};
    wlr_tablet_pad_init(&pad, &impl, "test pad");
    pad.button_count = 4;
    session.server.server().seat().add_device(pad.base);
    session.server.settle();
    auto& other = session.server.connect();
    {
        TestWindow on_top{other};
    }
    session.server.settle();
    CHECK(drawing.saw("pad enter window"));
    wlr_tablet_pad_button_event event{.button = 2, .state = WLR_BUTTON_PRESSED};
    wl_signal_emit_mutable(&pad.events.button, &event);
    session.server.settle();
    CHECK(drawing.saw("pad button 2 down"));
    drawing.log.clear();
    TestWindow const elsewhere{other};
    session.server.settle();
    wl_signal_emit_mutable(&pad.events.button, &event);
    session.server.settle();
    CHECK_FALSE(drawing.saw("pad button 2 down"));
    wlr_tablet_pad_finish(&pad);
    session.server.settle();
}

TEST_CASE("tablets and pens come and go with everything held down")
{
    Session session;
    Drawing drawing{session.client};
    for (int i = 0; i < 50; ++i) {
        Pen pen{session.server};
        pen.near(100, 50);
        pen.tip(100, 50, true);
        pen.button(BTN_STYLUS, true);
    }
    CHECK(session.client.alive());
    CHECK(std::ranges::count(drawing.log, "down") == 50);
}
