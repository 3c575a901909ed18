#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>

using namespace vitrail;
using namespace vitrail::test;

namespace {

struct Desk {
    TestServer server;
    TouchScreen touch{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.size = {100, 80}, .color = red}};
    Screen::Box box{};

    Desk()
    {
        server.refresh(2);
        box = server.screen().box_of(red);
        seat.take();
    }
};

} // namespace

TEST_CASE("a finger belongs to the window it went down on until it is up")
{
    Desk desk;
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 6);
    desk.touch.move(0, desk.box.x - 20, desk.box.y + 6);
    desk.touch.up(0);
    CHECK(desk.seat.saw("touch down 0 window 5,6"));
    CHECK(desk.seat.saw("touch motion 0 -20,6"));
    CHECK(desk.seat.saw("touch up 0"));
    CHECK(desk.seat.touch_frames == 3);
}

TEST_CASE("a finger beside all windows reaches nobody")
{
    Desk desk;
    desk.touch.down(0, desk.box.x - 5, desk.box.y);
    desk.touch.move(0, desk.box.x + 5, desk.box.y + 5);
    desk.touch.up(0);
    CHECK(desk.seat.log.empty());
}

TEST_CASE("two touch screens count their fingers apart")
{
    Desk desk;
    TouchScreen second{desk.server};
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 5);
    second.down(0, desk.box.x + 50, desk.box.y + 5);
    CHECK(desk.seat.saw("touch down 0 window 5,5"));
    CHECK(desk.seat.saw("touch down 1 window 50,5"));
    second.up(0);
    CHECK(desk.seat.saw("touch up 1"));
    CHECK_FALSE(desk.seat.saw("touch up 0"));
}

TEST_CASE("a touch that the device takes back is cancelled, and the screen works on")
{
    Desk desk;
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 5);
    desk.touch.cancel(0);
    CHECK(desk.seat.saw("touch cancel"));
    desk.touch.down(0, desk.box.x + 7, desk.box.y + 5);
    CHECK(desk.seat.saw("touch down 0 window 7,5"));
}

TEST_CASE("a touch screen that is unplugged under a finger cancels the touch")
{
    Desk desk;
    {
        TouchScreen second{desk.server};
        second.down(3, desk.box.x + 5, desk.box.y + 5);
    }
    CHECK(desk.seat.saw("touch cancel"));
}

TEST_CASE("a finger beside a menu dismisses it")
{
    Desk desk;
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 5);
    TestPopup menu{desk.client, desk.window.xdg(), {.grab = true, .serial = desk.seat.press_serial}};
    desk.touch.up(0);
    desk.server.refresh(2);
    REQUIRE_FALSE(menu.done);
    desk.touch.down(0, desk.box.x - 5, desk.box.y + 60); // the menu is round the window's corner
    CHECK(menu.done);
    desk.touch.up(0);
}

TEST_CASE("a client without touch is not disturbed by fingers")
{
    TestServer server;
    TouchScreen touch{server};
    auto& client = server.connect();
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    touch.down(0, 50, 50);
    touch.move(0, 60, 60);
    touch.up(0);
    CHECK(client.alive());
}

TEST_CASE("a window is moved by a finger as by a mouse")
{
    struct Follow final : PointerGrab {
        explicit Follow(FPoint<Logical>& at, bool& over) : at{at}, over{over} {}
        void motion(FPoint<Logical> p) override { at = p; }
        void ended() override { over = true; }
        FPoint<Logical>& at;
        bool& over;
    };
    Desk desk;
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 5);
    FPoint<Logical> at;
    bool over = false;
    desk.server.server().seat().begin_grab(std::make_unique<Follow>(at, over));
    desk.server.settle();
    CHECK(desk.seat.saw("touch cancel"));
    desk.touch.move(0, 32, 24);
    CHECK(at == FPoint<Logical>{32, 24});
    desk.touch.up(0);
    CHECK(over);
    CHECK_FALSE(desk.seat.saw("touch up 0"));
}

TEST_CASE("a finger on a window that goes is up for its client, and means nothing from then on")
{
    Desk desk;
    std::optional<TestWindow> other;
    other.emplace(desk.client, WindowSetup{.color = blue});
    desk.server.refresh(2);
    auto const box = desk.server.screen().box_of(blue);
    desk.touch.down(0, box.x + 5, box.y + 5);
    desk.seat.take();
    other.reset();
    desk.server.settle();
    CHECK(desk.seat.saw("touch up 0"));
    desk.seat.take();
    desk.touch.up(0);
    CHECK(!desk.seat.saw("touch up 0"));
    desk.touch.down(0, desk.box.x + 5, desk.box.y + 6);
    CHECK(desk.seat.saw("touch down 0 window 5,6"));
}
