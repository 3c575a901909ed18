#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "input_theme.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <wayland-client-protocol.h>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("the seat has what devices there are, as they come and go")
{
    TestServer server;
    auto& client = server.connect();
    TestSeat seat{client};
    CHECK(seat.name == "seat0");
    CHECK(seat.capabilities == 0);
    std::optional<Mouse> mouse{std::in_place, server};
    CHECK(seat.capabilities == WL_SEAT_CAPABILITY_POINTER);
    std::optional<Keyboard> keyboard{std::in_place, server};
    std::optional<TouchScreen> touch{std::in_place, server};
    CHECK(seat.capabilities == 7);
    std::optional<Mouse> second{std::in_place, server};
    mouse.reset();
    CHECK(seat.capabilities == 7);
    second.reset();
    CHECK(seat.capabilities == (WL_SEAT_CAPABILITY_KEYBOARD | WL_SEAT_CAPABILITY_TOUCH));
    keyboard.reset();
    touch.reset();
    CHECK(seat.capabilities == 0);
}

TEST_CASE("a mouse that comes back finds its window again")
{
    TestServer server;
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    {
        Mouse mouse{server};
        mouse.move_to(10, 10);
        CHECK(seat.saw("pointer motion 10,10"));
    }
    CHECK(seat.saw("pointer leave window"));
    seat.take();
    Mouse mouse{server};
    CHECK(seat.saw("pointer enter window 10,10"));
}

TEST_CASE("devices come and go fifty times with everything held down")
{
    TestServer server;
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    for (int i = 0; i < 50; ++i) {
        Mouse mouse{server};
        Keyboard keyboard{server};
        TouchScreen touch{server};
        mouse.press();
        keyboard.press(30);
        touch.down(0, 10, 10);
    }
    CHECK(client.alive());
    CHECK(std::ranges::count(seat.log, "key 30 down") == std::ranges::count(seat.log, "key 30 up"));
    CHECK(std::ranges::count(seat.log, "pointer button 272 down")
        == std::ranges::count(seat.log, "pointer button 272 up"));
}

TEST_CASE("a cursor whose output goes is on another one")
{
    TestTheme theme;
    TestServer server;
    server.plug("HEADLESS-2", {320, 240});
    Mouse mouse{server};
    mouse.move_to(400, 100);
    REQUIRE(server.server().seat().cursor() == FPoint<Logical>{400, 100});
    server.unplug("HEADLESS-2");
    auto const at = server.server().seat().cursor();
    CHECK((at.x >= 0 && at.x < 320));
    CHECK(at.y == 100);
    server.refresh(2);
    auto const arrow = server.screen().box_of(TestTheme::arrow);
    CHECK(arrow.x == int(at.x));
    CHECK(arrow.y == int(at.y));
}

TEST_CASE("a device that names an output stays on it; when that goes, it has them all")
{
    TestServer server;
    server.plug("HEADLESS-2", {320, 240});
    wlr_pointer tablet{};
    wlr_pointer_impl const impl{.name = "absolute"};
    wlr_pointer_init(&tablet, &impl, "absolute");
    tablet.output_name = strdup("HEADLESS-2");
    auto& seat = server.server().seat();
    seat.add_device(tablet.base);
    auto const touch_corner = [&] {
        wlr_pointer_motion_absolute_event event{.pointer = &tablet, .x = 0.5, .y = 0.5};
        wl_signal_emit_mutable(&tablet.events.motion_absolute, &event);
        server.settle();
        return seat.cursor();
    };
    CHECK(touch_corner().x == 320 + 160);
    server.unplug("HEADLESS-2");
    CHECK(touch_corner().x == 160);
    wlr_pointer_finish(&tablet);
}
