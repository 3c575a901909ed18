#include "cursor-shape-v1-client-protocol.h"
#include "input/seat.hpp"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A white window over the whole screen: every other colour is the cursor.
struct Desk {
    TestTheme theme;
    TestServer server;
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = white, .fullscreen = true}};

    Screen::Box shown(Argb color)
    {
        server.refresh(2);
        return server.screen().box_of(color);
    }
    bool only_white()
    {
        server.refresh(2);
        auto const screen = server.screen();
        return screen.count(white) == screen.width * screen.height;
    }
};

constexpr Screen::Box square_at(int x, int y)
{
    return {x, y, TestTheme::size, TestTheme::size};
}

} // namespace

TEST_CASE("the arrow is where the mouse is, and only while there is a mouse")
{
    Desk desk;
    CHECK(desk.only_white());
    {
        Mouse mouse{desk.server};
        mouse.move_to(100, 50);
        CHECK(desk.shown(TestTheme::arrow) == square_at(100, 50));
        mouse.move_to(7, 9);
        CHECK(desk.shown(TestTheme::arrow) == square_at(7, 9));
    }
    CHECK(desk.only_white());
}

TEST_CASE("the arrow is as sharp and as large as the output's scale wants it")
{
    TestTheme theme;
    TestServer server;
    server.output().place({}, 2.0, Transform::Normal);
    server.server().seat().outputs_changed();
    Mouse mouse{server};
    mouse.move_to(50, 25);
    server.refresh(2);
    CHECK(server.screen().box_of(TestTheme::arrow) == Screen::Box{100, 50, 2 * TestTheme::size, 2 * TestTheme::size});
    auto const shown = server.output().shown();
    REQUIRE(shown);
    REQUIRE_FALSE(shown->stack->layers.empty());
    CHECK(shown->stack->layers.front().content->size.width == 2 * TestTheme::size); // not enlarged
}

TEST_CASE("a machine with a touch screen alone shows no cursor")
{
    Desk desk;
    TouchScreen touch{desk.server};
    touch.down(0, 100, 100);
    CHECK(desk.only_white());
}

TEST_CASE("a client draws its own cursor, with its hot spot under the mouse")
{
    Desk desk;
    Mouse mouse{desk.server};
    mouse.move_to(100, 50);
    TestSurface picture{desk.client};
    wl_pointer_set_cursor(desk.seat.pointer(), desk.seat.enter_serial, picture.c(), 2, 3);
    picture.show({8, 6}, blue);
    CHECK(desk.shown(blue) == Screen::Box{98, 47, 8, 6});
    mouse.move_to(60, 60);
    CHECK(desk.shown(blue) == Screen::Box{58, 57, 8, 6});

    wl_surface_offset(picture.c(), 1, -1); // moves the picture, so the hot spot the other way
    picture.show({8, 6}, green);
    CHECK(desk.shown(green) == Screen::Box{59, 56, 8, 6});
}

TEST_CASE("a client hides the cursor, and a cursor whose surface goes is hidden")
{
    Desk desk;
    Mouse mouse{desk.server};
    mouse.move_to(100, 50);
    wl_pointer_set_cursor(desk.seat.pointer(), desk.seat.enter_serial, nullptr, 0, 0);
    desk.client.settle();
    CHECK(desk.only_white());
    {
        TestSurface picture{desk.client};
        wl_pointer_set_cursor(desk.seat.pointer(), desk.seat.enter_serial, picture.c(), 0, 0);
        picture.show({8, 6}, blue);
        CHECK(desk.shown(blue).width == 8);
    }
    CHECK(desk.only_white());
}

TEST_CASE("a client that has not the pointer does not change the cursor, nor does a made-up serial")
{
    Desk desk;
    Mouse mouse{desk.server};
    auto& stranger = desk.server.connect();
    TestSeat other{stranger};
    wl_pointer_set_cursor(other.pointer(), desk.seat.enter_serial, nullptr, 0, 0);
    stranger.settle();
    wl_pointer_set_cursor(desk.seat.pointer(), desk.seat.enter_serial + 100'000, nullptr, 0, 0);
    desk.client.settle();
    CHECK(desk.shown(TestTheme::arrow).width == TestTheme::size);
}

TEST_CASE("a client names a shape; when it loses the pointer the arrow is back")
{
    Desk desk;
    Mouse mouse{desk.server};
    mouse.move_to(100, 50);
    auto* device = wp_cursor_shape_manager_v1_get_pointer(desk.client.globals.cursor_shape, desk.seat.pointer());
    wp_cursor_shape_device_v1_set_shape(device, desk.seat.enter_serial, WP_CURSOR_SHAPE_DEVICE_V1_SHAPE_TEXT);
    desk.client.settle();
    CHECK(desk.shown(TestTheme::text) == square_at(100, 50));
    desk.window.unmap();
    desk.client.settle();
    CHECK(desk.shown(TestTheme::arrow) == square_at(100, 50));
    wp_cursor_shape_device_v1_destroy(device);
}

TEST_CASE("a shape that does not exist ends the client that asks for it")
{
    Desk desk;
    Mouse mouse{desk.server};
    auto* device = wp_cursor_shape_manager_v1_get_pointer(desk.client.globals.cursor_shape, desk.seat.pointer());
    wp_cursor_shape_device_v1_set_shape(device, desk.seat.enter_serial, 9999);
    desk.client.settle();
    REQUIRE(desk.client.protocol_error());
    CHECK(desk.client.protocol_error()->interface == "wp_cursor_shape_device_v1");
    wp_cursor_shape_device_v1_destroy(device);
}

TEST_CASE("a shape that the theme lacks is the arrow")
{
    Desk desk;
    Mouse mouse{desk.server};
    auto* device = wp_cursor_shape_manager_v1_get_pointer(desk.client.globals.cursor_shape, desk.seat.pointer());
    wp_cursor_shape_device_v1_set_shape(device, desk.seat.enter_serial, WP_CURSOR_SHAPE_DEVICE_V1_SHAPE_ZOOM_IN);
    desk.client.settle();
    CHECK(desk.shown(TestTheme::arrow).width == TestTheme::size);
    wp_cursor_shape_device_v1_destroy(device);
}

TEST_CASE("an animated cursor moves while it is shown, and costs nothing when it is not")
{
    Desk desk;
    Mouse mouse{desk.server};
    auto* device = wp_cursor_shape_manager_v1_get_pointer(desk.client.globals.cursor_shape, desk.seat.pointer());
    wp_cursor_shape_device_v1_set_shape(device, desk.seat.enter_serial, WP_CURSOR_SHAPE_DEVICE_V1_SHAPE_WAIT);
    desk.client.settle();
    CHECK(desk.shown(TestTheme::wait_1).width == TestTheme::size);
    desk.server.advance(std::chrono::milliseconds{100});
    CHECK(desk.shown(TestTheme::wait_2).width == TestTheme::size);
    desk.server.advance(std::chrono::milliseconds{50});
    CHECK(desk.shown(TestTheme::wait_1).width == TestTheme::size);

    wl_pointer_set_cursor(desk.seat.pointer(), desk.seat.enter_serial, nullptr, 0, 0);
    desk.client.settle();
    desk.server.advance(std::chrono::seconds{1});
    auto const before = desk.server.loop().timer_wakeups();
    desk.server.advance(std::chrono::seconds{10});
    CHECK(desk.server.loop().timer_wakeups() == before);
    wp_cursor_shape_device_v1_destroy(device);
}

TEST_CASE("a moved window shows the grabbing hand, whatever its client wants")
{
    struct Nothing final : PointerGrab {
        void motion(FPoint<Logical>) override {}
        void ended() override {}
    };
    Desk desk;
    Mouse mouse{desk.server};
    mouse.move_to(100, 50);
    mouse.press();
    desk.server.server().seat().begin_grab(std::make_unique<Nothing>());
    CHECK(desk.shown(TestTheme::grabbing) == square_at(100, 50));
    mouse.release();
    CHECK(desk.shown(TestTheme::arrow) == square_at(100, 50));
}
