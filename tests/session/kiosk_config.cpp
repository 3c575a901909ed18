// A kiosk whose configuration changes while it runs.

#include "input_theme.hpp"
#include "kiosk_world.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Argb paper = 0xff171a1f; // of the page that tells the reason

bool shows_page(KioskWorld& world)
{
    world.server().refresh(3);
    return world.server().screen().at(0, 0) == paper;
}

/// It fails; how long it takes until it is started again, chance (a quarter) apart.
bool is_started_after(KioskWorld& world, Duration planned)
{
    world.end(world.last(), 1);
    auto const wait = world.until_started(world.runs().size() + 1);
    INFO(wait.count() << " ns instead of " << planned.count());
    return wait >= planned * 3 / 4 && wait <= planned * 5 / 4;
}

} // namespace

TEST_CASE("what a kiosk does when an application fails changes with the configuration")
{
    auto config = kiosk_of("player");
    KioskWorld world{config};
    CHECK(is_started_after(world, 1s));
    config.restart_wait = 10s;
    world.configure(config);
    CHECK(is_started_after(world, 20s));
    config.longest_wait = 5s;
    world.configure(config);
    CHECK(is_started_after(world, 5s));
    CHECK(!shows_page(world));
    config.crash_loop = 2;
    world.configure(config);
    CHECK(is_started_after(world, 5s));
    CHECK(shows_page(world));
    config.restart_wait = 1s;
    config.healthy_after = 2s;
    world.configure(config);
    world.server().advance(3s);
    CHECK(is_started_after(world, 1s)); // the first failure again
}

TEST_CASE("when a kiosk's application hangs, and its cursor rests, changes with the configuration")
{
    TestTheme theme;
    auto config = kiosk_of("player");
    config.hang_timeout = 0s;
    KioskWorld world{config};
    Mouse mouse{world.server()};
    auto& client = world.connect();
    TestWindow window{client, {.color = white}};
    auto const arrow = [&] { return world.shown(TestTheme::arrow) != Screen::Box{}; };
    mouse.move_to(50, 50);
    world.server().advance(5s);
    CHECK(!arrow());
    config.cursor_timeout = 60s;
    world.configure(config);
    mouse.move_by(1, 1);
    world.server().advance(5s);
    CHECK(arrow());

    client.hangs = true;
    world.server().advance(1h);
    CHECK(world.last().asked == 0);
    config.hang_timeout = 20s;
    world.configure(config);
    world.server().advance(31s);
    CHECK(world.last().asked == 1);
    client.hangs = false;
}

TEST_CASE("an application whose output is another one now moves there")
{
    auto config = kiosk_of("player");
    KioskWorld world{config};
    world.server().plug("RIGHT", {320, 240});
    TestWindow window{world.connect(), {.color = red}};
    CHECK(world.shown(red) == Screen::Box{0, 0, 320, 240});
    config.applications["player"].output = "RIGHT";
    world.configure(config);
    CHECK(world.shown(red, "RIGHT") == Screen::Box{0, 0, 320, 240});
    CHECK(world.shown(red) == Screen::Box{});
    CHECK(world.runs().size() == 1);
}
