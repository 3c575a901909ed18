// A kiosk keeps its application running, and something to see on the screen, whatever the application does.

#include "input_theme.hpp"
#include "kiosk_world.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

constexpr Box whole_screen{0, 0, 320, 240};
constexpr Argb paper = 0xff171a1f, accent = 0xfff5a624; // of the page

/// Is the page on the screen, with something written on it?
bool shows_page(KioskWorld& world)
{
    world.server().refresh(3);
    auto const screen = world.server().screen();
    int const letters = screen.width * screen.height - screen.count(paper) - screen.count(accent);
    return screen.at(0, 0) == paper && screen.at(319, 239) == paper && screen.count(accent) > 20 && letters > 500;
}

void fail_times(KioskWorld& world, int times, int status = 1)
{
    for (int i = 0; i < times; ++i) {
        if (i > 0)
            world.until_started(world.runs().size() + 1);
        world.end(world.last(), status);
    }
}

} // namespace

TEST_CASE("a kiosk's application is started when a display has shown its first picture, not before")
{
    KioskWorld world{kiosk_of("player"), {.screen = {}}};
    world.server().advance(10s);
    CHECK(world.runs().empty());
    world.server().plug("HEADLESS-1", {320, 240});
    world.server().refresh(2);
    REQUIRE(world.runs().size() == 1);
    CHECK(world.runs().front().command == Programs::Command{"player"});
    CHECK(world.runs().front().socket == "test.0");
}

TEST_CASE("an application that ends is started again, later and later while it keeps ending")
{
    KioskWorld world{kiosk_of("player")};
    REQUIRE(world.runs().size() == 1);
    for (Duration const planned : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s}) {
        world.end(world.last(), 1);
        auto const wait = world.until_started(world.runs().size() + 1);
        CAPTURE(planned.count(), wait.count());
        CHECK(wait >= planned * 3 / 4);
        CHECK(wait <= planned * 5 / 4);
    }
    world.server().advance(61s); // it runs well
    world.end(world.last(), 0);
    CHECK(world.until_started(world.runs().size() + 1) <= 1250ms);
}

TEST_CASE("the last picture of an application stays until its next window, however it went")
{
    KioskWorld world{kiosk_of("player")};
    SECTION("killed")
    {
        auto& client = world.connect();
        TestWindow window{client, {.color = red}};
        CHECK(world.shown(red) == whole_screen);
        client.kill();
        world.server().settle();
    }
    SECTION("by closing its window")
    {
        TestWindow window{world.connect(), {.color = red}};
        CHECK(world.shown(red) == whole_screen);
    }
    CHECK(world.shown(red) == whole_screen);
    world.end(world.last(), 139);
    world.until_started(2);
    CHECK(world.server().screen().filled(whole_screen, red));
    TestWindow window{world.connect(), {.color = blue}};
    CHECK(world.shown(blue) == whole_screen);
    CHECK(world.server().screen().count(red) == 0);
}

TEST_CASE("a crash loop shows a page with the reason and goes on trying; the next window takes its place")
{
    KioskWorld world{kiosk_of("player")};
    fail_times(world, 4);
    CHECK(!shows_page(world));
    world.until_started(5);
    world.end(world.last(), 1);
    CHECK(shows_page(world));
    auto const page = world.server().screen();

    world.until_started(6);
    world.end(world.last(), 128 + 11);
    CHECK(shows_page(world));
    CHECK(world.server().screen() != page); // another reason

    world.until_started(7);
    TestWindow window{world.connect(), {.color = green}};
    CHECK(world.shown(green) == whole_screen);
}

TEST_CASE("a program that is not there is a crash loop too")
{
    KioskWorld world{kiosk_of("/not/there")};
    world.server().advance(1min);
    CHECK(shows_page(world));
    world.configure(kiosk_of("player")); // mended
    CHECK(world.runs().size() == 1);
    CHECK(!shows_page(world));
}

TEST_CASE("the page fits every screen that it is shown on")
{
    KioskWorld world{kiosk_of("/not/there")};
    world.server().advance(1min);
    REQUIRE(shows_page(world));
    world.server().resize("HEADLESS-1", {640, 360});
    world.server().refresh(3);
    auto const screen = world.server().screen();
    CHECK(screen.at(0, 0) == paper);
    CHECK(screen.at(639, 359) == paper);
}

TEST_CASE("an application that does not answer is asked to end, then made to, and started again")
{
    KioskWorld world{kiosk_of("player")};
    auto& client = world.connect();
    TestWindow window{client, {.color = red}};
    world.server().advance(10min); // it answers
    CHECK(world.last().asked == 0);

    client.hangs = true;
    world.server().advance(19s);
    CHECK(world.last().asked == 0);
    CHECK(world.server().run_until([&] { return world.last().asked == 1; }, 12s));
    CHECK(world.last().killed == 0);
    world.server().advance(2s);
    CHECK(world.last().killed == 1);
    world.end(world.last(), 128 + 9);
    CHECK(world.shown(red) == whole_screen); // its last picture
    CHECK(world.until_started(2) <= 2s);
    client.hangs = false;
}

TEST_CASE("without a time-out nobody is asked whether he is there")
{
    auto config = kiosk_of("player");
    config.hang_timeout = 0s;
    KioskWorld world{config};
    auto& client = world.connect();
    TestWindow window{client};
    client.hangs = true;
    world.server().advance(1h);
    CHECK(world.last().asked == 0);
    client.hangs = false;
}

TEST_CASE("a kiosk's cursor is seen while it moves, and never because of a finger")
{
    TestTheme theme;
    KioskWorld world{kiosk_of("player")};
    Mouse mouse{world.server()};
    TouchScreen touch{world.server()};
    TestWindow window{world.connect(), {.color = white}};
    auto const arrow = [&] { return world.shown(TestTheme::arrow) != Box{}; };
    CHECK(!arrow());
    mouse.move_to(50, 50);
    CHECK(arrow());
    world.server().advance(2s);
    CHECK(arrow());
    world.server().advance(2s);
    CHECK(!arrow());
    mouse.move_by(1, 0);
    CHECK(arrow());
    touch.down(0, 100, 100);
    CHECK(!arrow());
    touch.up(0);
    CHECK(!arrow());
    mouse.move_by(1, 0);
    CHECK(arrow());
}

TEST_CASE("a dialog that is larger than the screen has to make do with the screen")
{
    KioskWorld world{kiosk_of("player")};
    auto& client = world.connect();
    TestWindow window{client, {.color = red}};
    TestWindow dialog{client, {.color = green}};
    dialog.obeys = false;
    xdg_toplevel_set_parent(dialog.toplevel(), window.toplevel());
    client.settle();
    dialog.draw({80, 60}, green);
    CHECK(world.shown(green) == Box{120, 90, 80, 60});
    dialog.obeys = true;
    dialog.draw({500, 100}, green);
    client.settle();
    CHECK(world.shown(green) == whole_screen);
    CHECK(dialog.size() == Extent{320, 240});
}

TEST_CASE("what the configuration says of applications holds at once: new ones start, those that are gone are ended")
{
    KioskWorld world{kiosk_of("player")};
    REQUIRE(world.runs().size() == 1);
    auto two = kiosk_of("player");
    two.applications["menu"] = {.command = {"menu"}};
    world.configure(two);
    REQUIRE(world.runs().size() == 2);
    CHECK(world.last().command.front() == "menu");
    CHECK(world.last("player").asked == 0);

    world.configure(kiosk_of("menu"));
    CHECK(world.last("player").asked == 1);
    CHECK(world.last("menu").asked == 0);

    auto other = kiosk_of("menu");
    other.applications["menu"].command = {"menu", "--large"};
    world.configure(other);
    CHECK(world.last("menu").asked == 1);
    world.end(world.last("menu"), 128 + 15);
    CHECK(world.runs().size() == 3); // at once: that was no failure
    CHECK(world.last().command == Programs::Command{"menu", "--large"});
}
