#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "relative-pointer-unstable-v1-client-protocol.h"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// One window, where it lies on the screen, and what its client hears.
struct Desk {
    TestServer server;
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.size = {100, 80}, .color = red}};
    Screen::Box box{};

    Desk()
    {
        mouse.move_to(0, 239); // the cursor covers nothing that counts
        server.refresh(2);
        box = server.screen().box_of(red);
        seat.take();
    }
    /// Moves to a place that is (x, y) for the window.
    void point_at(int x, int y) { mouse.move_to(box.x + x, box.y + y); }
};

} // namespace

TEST_CASE("the window under the mouse is entered, follows the motion, and is left")
{
    Desk desk;
    desk.point_at(10, 20);
    CHECK(desk.seat.saw("pointer enter window 10,20"));
    desk.mouse.move_by(1, 0.5);
    CHECK(desk.seat.saw("pointer motion 11,20.5"));
    desk.point_at(-3, 0);
    CHECK(desk.seat.saw("pointer leave window"));
    CHECK(desk.seat.pointer_frames >= 3);
}

TEST_CASE("a button that is held keeps the pointer with its window, wherever the pointer goes")
{
    Desk desk;
    desk.point_at(10, 20);
    desk.mouse.press();
    CHECK(desk.seat.saw("pointer button 272 down"));
    desk.seat.take();
    desk.point_at(-5, 20);
    CHECK(desk.seat.saw("pointer motion -5,20"));
    CHECK_FALSE(desk.seat.saw("pointer leave window"));
    desk.mouse.press(right_button);
    desk.mouse.release();
    CHECK_FALSE(desk.seat.saw("pointer leave window")); // one is still held
    desk.mouse.release(right_button);
    CHECK(desk.seat.saw("pointer button 273 up"));
    CHECK(desk.seat.saw("pointer leave window"));
}

TEST_CASE("a wheel tells its clicks in 120ths, a touchpad its distance and its end")
{
    Desk desk;
    desk.point_at(10, 20);
    desk.mouse.scroll(-2);
    CHECK(desk.seat.saw("pointer axis source 0"));
    CHECK(desk.seat.saw("pointer axis vertical value120 -240"));
    CHECK(desk.seat.saw("pointer axis vertical -30"));
    desk.mouse.scroll_sideways(1);
    CHECK(desk.seat.saw("pointer axis horizontal value120 120"));
    desk.mouse.scroll_smooth(3.5);
    CHECK(desk.seat.saw("pointer axis source 1"));
    CHECK(desk.seat.saw("pointer axis vertical 3.5"));
    desk.mouse.scroll_smooth(0);
    CHECK(desk.seat.saw("pointer axis vertical stop"));
}

TEST_CASE("two devices may scroll at the same moment")
{
    Desk desk;
    desk.point_at(10, 20);
    wlr_pointer raw{};
    wlr_pointer_impl const impl{.name = "raw"};
    wlr_pointer_init(&raw, &impl, "raw");
    desk.server.server().seat().add_device(raw.base);
    for (auto const source : {WL_POINTER_AXIS_SOURCE_WHEEL, WL_POINTER_AXIS_SOURCE_FINGER}) {
        wlr_pointer_axis_event event{.pointer = &raw, .source = source, .delta = 4}; // and no frame between
        wl_signal_emit_mutable(&raw.events.axis, &event);
    }
    desk.server.settle();
    CHECK(desk.seat.saw("pointer axis source 0"));
    CHECK(desk.seat.saw("pointer axis source 1"));
    wlr_pointer_finish(&raw);
}

TEST_CASE("a window that appears under a resting mouse is entered, one that goes is left")
{
    TestServer server;
    Mouse mouse{server};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    auto const at = server.server().seat().cursor();
    CHECK(seat.saw(std::format("pointer enter window {},{}", at.x, at.y)));
    window.unmap();
    server.refresh(2);
    CHECK(seat.saw("pointer leave window"));
}

TEST_CASE("the cursor never leaves the outputs")
{
    Desk desk;
    desk.mouse.move_by(1e6, 1e6);
    auto const at = desk.server.server().seat().cursor();
    CHECK((at.x < 320 && at.x > 318));
    CHECK((at.y < 240 && at.y > 238));
    desk.mouse.move_by(-1e6, -1e6);
    CHECK(desk.server.server().seat().cursor() == FPoint<Logical>{0, 0});
}

TEST_CASE("a client may ask for the raw motion of the mouse")
{
    Desk desk;
    auto* manager = desk.client.bind<zwp_relative_pointer_manager_v1>(zwp_relative_pointer_manager_v1_interface, 1);
    REQUIRE(manager);
    auto* relative = zwp_relative_pointer_manager_v1_get_relative_pointer(manager, desk.seat.pointer());
    struct Heard {
        double dx = 0, dy = 0;
    } heard;
    zwp_relative_pointer_v1_listener const listener{
        .relative_motion = [](void* data, zwp_relative_pointer_v1*, std::uint32_t, std::uint32_t, wl_fixed_t dx,
                               wl_fixed_t dy, wl_fixed_t, wl_fixed_t) {
            auto& sum = *static_cast<Heard*>(data);
            sum.dx += wl_fixed_to_double(dx);
            sum.dy += wl_fixed_to_double(dy);
        },
    };
    zwp_relative_pointer_v1_add_listener(relative, &listener, &heard);
    desk.point_at(0, 0);
    desk.client.settle();
    heard = {};
    desk.mouse.move_by(3, -4); // up and out of the window: still told, as the window had the pointer
    desk.mouse.move_by(100, 0);
    CHECK(heard.dx == 3);
    CHECK(heard.dy == -4);
    zwp_relative_pointer_v1_destroy(relative);
    zwp_relative_pointer_manager_v1_destroy(manager);
}

namespace {

struct Recorder final : PointerGrab {
    struct Seen {
        FPoint<Logical> at;
        int ended = 0;
    };
    explicit Recorder(Seen& seen) : seen{seen} {}
    void motion(FPoint<Logical> at) override { seen.at = at; }
    void ended() override { ++seen.ended; }
    Seen& seen;
};

} // namespace

TEST_CASE("while a window is moved its client sees no pointer, and enters again when the button is up")
{
    Desk desk;
    desk.point_at(10, 20);
    desk.mouse.press();
    Recorder::Seen seen;
    desk.server.server().seat().begin_grab(std::make_unique<Recorder>(seen));
    desk.server.settle();
    CHECK(desk.seat.saw("pointer leave window"));
    desk.seat.take();

    desk.point_at(30, 40);
    CHECK(seen.at == FPoint<Logical>{double(desk.box.x + 30), double(desk.box.y + 40)});
    CHECK(desk.seat.log.empty());
    desk.mouse.release();
    CHECK(seen.ended == 1);
    CHECK(desk.seat.take() == std::vector<std::string>{"pointer enter window 30,40"});
    desk.mouse.move_by(1, 1);
    CHECK(desk.seat.saw("pointer motion 31,41"));
}

TEST_CASE("a move ends when another one begins or its window goes")
{
    Desk desk;
    desk.mouse.press();
    Recorder::Seen first, second;
    auto& seat = desk.server.server().seat();
    seat.begin_grab(std::make_unique<Recorder>(first));
    seat.begin_grab(std::make_unique<Recorder>(second));
    CHECK(first.ended == 1);
    seat.end_grab();
    seat.end_grab();
    CHECK(second.ended == 1);
    desk.mouse.release();
    CHECK(second.ended == 1);
}

TEST_CASE("a mouse that is unplugged with a button held lets the button go")
{
    Desk desk;
    {
        Mouse second{desk.server};
        desk.point_at(10, 20);
        second.press();
        CHECK(desk.seat.saw("pointer button 272 down"));
    }
    CHECK(desk.seat.saw("pointer button 272 up"));
}
