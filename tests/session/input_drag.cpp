#include "input_data.hpp"
#include "input_theme.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr auto copy = WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY;

/// A small blue window, to drag from, over a large red one of another client.
struct Desk {
    TestTheme theme;
    TestServer server;
    TestClient& target = server.connect();
    TestSeat target_seat{target};
    TestDataDevice target_data{target};
    TestWindow target_window{target, {.size = {200, 150}, .color = red, .title = "target"}};
    TestClient& origin = server.connect();
    TestSeat origin_seat{origin};
    TestDataDevice origin_data{origin};
    TestWindow origin_window{origin, {.size = {60, 40}, .color = blue, .title = "origin"}};
    TestSource source{origin, "cargo"};
    Screen::Box from{}, to{};

    Desk()
    {
        source.offer_actions(copy);
        server.refresh(2);
        from = server.screen().box_of(blue);
        to = server.screen().box_of(red);
    }
    /// A place of the red window that the blue one does not cover.
    [[nodiscard]] Extent open_place()
    {
        for (int y = to.y; y < to.y + to.height; ++y)
            for (int x = to.x; x < to.x + to.width; ++x)
                if (server.screen().at(x, y) == red)
                    return {x + 2, y + 2};
        FAIL("the target is covered");
        return {};
    }
    void start(wl_data_source* what, std::uint32_t serial, wl_surface* icon = nullptr)
    {
        wl_data_device_start_drag(origin_data.c(), what, origin_window.surface().c(), icon, serial);
        origin.settle();
    }
    void accept()
    {
        REQUIRE(target_data.dragged);
        wl_data_offer_accept(target_data.dragged, target_data.drag_serial, "text/plain");
        wl_data_offer_set_actions(target_data.dragged, copy, copy);
        target.settle();
    }
};

struct MouseDesk : Desk {
    Mouse mouse{server};
    Extent place{};

    MouseDesk()
    {
        mouse.move_to(319, 239);
        server.refresh(2);
        place = open_place();
        mouse.move_to(from.x + 5, from.y + 5);
        mouse.press();
    }
};

} // namespace

TEST_CASE("something is dragged from one client to another")
{
    MouseDesk desk;
    TestSurface icon{desk.origin};
    desk.start(desk.source.c(), desk.origin_seat.press_serial, icon.c());
    icon.show({6, 6}, green);
    desk.mouse.move_to(desk.place.width, desk.place.height);
    CHECK(desk.target_data.saw("enter target"));
    desk.server.refresh(2);
    auto const shown = desk.server.screen().count(green) + desk.server.screen().count(TestTheme::grabbing);
    CHECK(shown >= TestTheme::size * TestTheme::size); // the icon below the cursor, at its hot spot

    desk.accept();
    CHECK(desk.source.saw("action 1"));
    desk.mouse.release();
    CHECK(desk.target_data.saw("drop"));
    CHECK(desk.source.saw("dropped"));
    auto* offer = desk.target_data.dropped;
    REQUIRE(offer);
    CHECK(desk.target_data.read(offer) == "cargo");
    wl_data_offer_finish(offer);
    desk.target.settle();
    CHECK(desk.source.saw("finished"));
    desk.mouse.move_by(1, 0);
    CHECK(desk.target_seat.saw("pointer button 272 up") == false);
    CHECK(desk.target_seat.log.back().starts_with("pointer motion"));
}

TEST_CASE("the icon of a drag hangs on the cursor and goes with the drag")
{
    MouseDesk desk;
    TestSurface icon{desk.origin};
    desk.start(desk.source.c(), desk.origin_seat.press_serial, icon.c());
    wl_surface_offset(icon.c(), 20, 20); // clear of the cursor
    icon.show({6, 6}, green);
    desk.mouse.move_to(40, 50);
    desk.server.refresh(2);
    CHECK(desk.server.screen().box_of(green) == Screen::Box{60, 70, 6, 6});
    desk.mouse.release();
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(green) == 0);
}

TEST_CASE("a drop that nobody accepts is cancelled, and the pointer is back")
{
    MouseDesk desk;
    desk.start(desk.source.c(), desk.origin_seat.press_serial);
    desk.mouse.move_to(desk.place.width, desk.place.height);
    desk.target_seat.take();
    desk.mouse.release();
    CHECK(desk.source.saw("cancelled"));
    CHECK(desk.target_data.saw("leave"));
    REQUIRE(desk.target_seat.log.size() == 1);
    CHECK(desk.target_seat.log[0].starts_with("pointer enter target"));
}

TEST_CASE("a drag ends with the client that began it")
{
    MouseDesk desk;
    SECTION("with something to give")
    {
        desk.start(desk.source.c(), desk.origin_seat.press_serial);
    }
    SECTION("within itself, with nothing for others")
    {
        desk.start(nullptr, desk.origin_seat.press_serial);
    }
    desk.mouse.move_to(desk.place.width, desk.place.height);
    desk.target_seat.take();
    desk.origin.kill();
    desk.server.settle();
    REQUIRE(desk.target_seat.log.size() == 1); // at once, not when the button is up
    CHECK(desk.target_seat.log[0].starts_with("pointer enter target"));
    desk.mouse.move_by(1, 0);
    desk.mouse.release();
    desk.target_seat.take();
    desk.mouse.click();
    CHECK(desk.target_seat.saw("pointer button 272 down"));
    CHECK(desk.target.alive());
}

TEST_CASE("nobody starts a drag with a serial that was not a press of its own")
{
    MouseDesk desk;
    SECTION("with a source")
    {
        desk.start(desk.source.c(), desk.origin_seat.press_serial + 100'000);
    }
    SECTION("without one")
    {
        desk.start(nullptr, desk.origin_seat.enter_serial);
    }
    desk.mouse.move_to(desk.place.width, desk.place.height);
    CHECK_FALSE(desk.target_data.saw("enter target"));
    desk.mouse.release();
    desk.mouse.click();
    CHECK(desk.target_seat.saw("pointer button 272 down"));
}

TEST_CASE("a source that was dropped once cannot be dragged again")
{
    MouseDesk desk;
    desk.start(desk.source.c(), desk.origin_seat.press_serial);
    desk.mouse.move_to(desk.place.width, desk.place.height);
    desk.accept();
    desk.mouse.release(); // dropped, not finished: the source lives on
    desk.mouse.move_to(desk.from.x + 5, desk.from.y + 5);
    desk.mouse.press();
    desk.start(desk.source.c(), desk.origin_seat.press_serial);
    desk.mouse.move_to(desk.place.width, desk.place.height);
    desk.mouse.release();
    desk.mouse.click();
    CHECK(desk.target_seat.saw("pointer button 272 down"));
}

TEST_CASE("something is dragged with a finger")
{
    Desk desk;
    TouchScreen touch{desk.server};
    auto const place = desk.open_place();
    touch.down(0, desk.from.x + 5, desk.from.y + 5);
    TestSurface icon{desk.origin};
    desk.start(desk.source.c(), desk.origin_seat.press_serial, icon.c());
    icon.show({6, 6}, green);
    touch.move(0, place.width, place.height);
    CHECK(desk.target_data.saw("enter target"));
    desk.server.refresh(2);
    CHECK(desk.server.screen().box_of(green) == Screen::Box{place.width, place.height, 6, 6});
    desk.accept();
    touch.up(0);
    CHECK(desk.target_data.saw("drop"));
    REQUIRE(desk.target_data.dropped);
    CHECK(desk.target_data.read(desk.target_data.dropped) == "cargo");
}

TEST_CASE("a finger's drag ends when the finger is taken back, or drags nothing for others")
{
    Desk desk;
    TouchScreen touch{desk.server};
    auto const place = desk.open_place();
    touch.down(0, desk.from.x + 5, desk.from.y + 5);
    SECTION("the device takes it back")
    {
        desk.start(desk.source.c(), desk.origin_seat.press_serial);
        touch.move(0, place.width, place.height);
        touch.cancel(0);
        CHECK(desk.target_data.saw("leave"));
    }
    SECTION("nothing for others")
    {
        desk.start(nullptr, desk.origin_seat.press_serial);
        touch.move(0, place.width, place.height);
        touch.up(0);
    }
    desk.target_seat.take();
    touch.down(0, place.width, place.height);
    CHECK_FALSE(desk.target_seat.log.empty());
}
