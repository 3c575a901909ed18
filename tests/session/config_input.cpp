// What the configuration makes of input devices, as far as no hardware is needed for it (tests/kms/input_options_test.cpp has
// the rest).

#include "control/config.hpp"
#include "output/output.hpp"
#include "session.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr std::uint32_t key_y = 21, key_left_shift = 42; // linux/input-event-codes.h

Config config(std::string const& text)
{
    auto reading = read_config(text, "vitrail.toml");
    CHECK(reading.findings == std::vector<std::string>{});
    return reading.config;
}

constexpr auto touch_on_left = "[input.'test touch screen']\noutput = 'LEFT'\n"
                               "[[rule]]\noutput = 'LEFT'\nposition = [10, 20]\nsize = [60, 40]\n";

/// Touches the middle of what the display shows in red.
void touch_red(TestServer& server, TouchScreen& touch, char const* display)
{
    auto const screen = server.screen(display);
    auto const box = screen.box_of(red);
    REQUIRE(box.width * box.height == 60 * 40);
    touch.down_on_glass(0, {(box.x + box.width / 2.0) / screen.width, (box.y + box.height / 2.0) / screen.height});
    touch.up(0);
}

} // namespace

TEST_CASE("a touch screen is bound to its display and turned with it, whichever comes first and however it comes back")
{
    for (auto const* transform : {"normal", "90", "180", "270", "flipped", "flipped-90", "flipped-180", "flipped-270"}) {
        for (bool const alone : {false, true}) {
            INFO(transform << (alone ? ", alone" : ", beside another one"));
            auto const wanted = config(std::string{touch_on_left} + "[output.LEFT]\ntransform = '" + transform + "'\n"
                + (alone ? "[output.HEADLESS-1]\noff = true\n" : ""));
            TestServer server{{.config = wanted}};
            auto& client = server.connect();
            TestSeat seat{client};
            std::optional<TouchScreen> touch{std::in_place, server};
            server.plug("LEFT", {320, 240});
            TestWindow window{client, {.size = {60, 40}, .color = red}};
            server.refresh(3);
            touch_red(server, *touch, "LEFT");
            CHECK(seat.saw("touch down 0 window 30,20"));

            server.unplug("LEFT");
            server.plug("LEFT", {320, 240});
            server.refresh(3);
            seat.take();
            touch_red(server, *touch, "LEFT");
            CHECK(seat.saw("touch down 0 window 30,20"));

            touch.reset();
            touch.emplace(server);
            seat.take();
            touch_red(server, *touch, "LEFT");
            CHECK(seat.saw("touch down 0 window 30,20"));
        }
    }
}

TEST_CASE("fingers on a display that is away or dark reach no window of another one")
{
    TestServer server{{.config = config(touch_on_left)}};
    auto& client = server.connect();
    TestSeat seat{client};
    TouchScreen touch{server};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);
    touch.down(0, 160, 120);
    touch.up(0);
    CHECK(!seat.saw("touch down 0 window 160,120"));
    server.server().configure({});
    touch.down(0, 160, 120);
    touch.up(0);
    CHECK(seat.saw("touch down 0 window 160,120"));

    server.server().configure(config("[input.'test touch screen']\noutput = 'HEADLESS-1'\n"));
    seat.take();
    REQUIRE(server.output().set_power(false));
    touch.down_on_glass(0, {0.5, 0.5});
    touch.up(0);
    CHECK(!seat.saw("touch down 0 window 160,120"));
    REQUIRE(server.output().set_power(true));
    server.refresh(2);
    touch.down_on_glass(0, {0.5, 0.5});
    CHECK(seat.saw("touch down 0 window 160,120"));
}

TEST_CASE("one device scrolls further than another")
{
    TestServer server{{.config = config("[input.'test mouse']\nscroll-factor = 0.5\n")}};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    Mouse mouse{server};
    server.refresh(2);
    mouse.scroll(2);
    CHECK(seat.saw("pointer axis vertical 15"));
    server.server().configure(config("[input.mouse]\nscroll-factor = 2\n"));
    mouse.scroll(1);
    CHECK(seat.saw("pointer axis vertical 30"));
}

TEST_CASE("a keyboard has a layout of its own, and the others keep theirs")
{
    auto const own = config("[keyboard]\nlayout = 'fr'\n[keyboard.'test keyboard']\nlayout = 'de'\nrepeat-rate = 7\n");
    TestServer server{{.config = config("[keyboard]\nlayout = 'fr'\n")}};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    Keyboard keyboard{server};
    keyboard.press(key_left_shift);
    keyboard.tap(key_y);
    CHECK(seat.keymap.contains("French"));

    server.server().configure(own);
    server.settle();
    CHECK(seat.saw("key 42 up")); // it left the others
    seat.take();
    keyboard.release(key_left_shift);
    keyboard.tap(key_y);
    CHECK(seat.keymap.contains("German"));
    CHECK(seat.saw("repeat 7 600"));
    CHECK(seat.saw("key 21 down"));
    CHECK(seat.saw("key 21 up"));

    Keyboard second{server}; // of the same name
    second.press(key_left_shift);
    server.server().configure(config("[keyboard]\nlayout = 'ru'\n"));
    server.settle();
    CHECK(seat.saw("key 42 up"));
    seat.take();
    keyboard.tap(key_y);
    CHECK(seat.keymap.contains("Russian"));
    CHECK(seat.saw("key 21 down"));
    CHECK(client.alive());
}

TEST_CASE("a keyboard with a layout of its own takes what it holds with it when it goes")
{
    TestServer server{{.config = config("[keyboard.'test keyboard']\nlayout = 'de'\n")}};
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    {
        Keyboard keyboard{server};
        keyboard.press(key_y);
        CHECK(seat.saw("key 21 down"));
    }
    CHECK(seat.saw("key 21 up"));
    Keyboard again{server};
    again.tap(key_y);
    CHECK(seat.saw("key 21 down"));
}
