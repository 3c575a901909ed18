// Which application is seen where, as outputs come and go.

#include "kiosk_world.hpp"
#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

using Box = Screen::Box;

constexpr Box whole_screen{0, 0, 320, 240};

KioskConfig bound_to_both()
{
    return {.applications = {{"left", {.command = {"left"}, .output = "HEADLESS-1"}},
                             {"right", {.command = {"right"}, .output = "HEADLESS-2"}}}};
}

int outputs_seen(TestClient const& client)
{
    return int(std::ranges::count_if(client.outputs, [](auto const& o) { return !o->gone; }));
}

} // namespace

TEST_CASE("each application is on its own output, in whichever order they come")
{
    auto const first = GENERATE(std::string{"HEADLESS-1"}, std::string{"HEADLESS-2"});
    auto const second = first == "HEADLESS-1" ? std::string{"HEADLESS-2"} : std::string{"HEADLESS-1"};
    KioskWorld world{bound_to_both(), {.screen = {}}};
    world.server().plug(first, {320, 240});
    world.server().refresh(2);
    CHECK(world.runs().size() == 1);
    world.server().plug(second, {320, 240});
    world.server().refresh(2);
    REQUIRE(world.runs().size() == 2);
    TestWindow left{world.connect("left"), {.color = red}};
    TestWindow right{world.connect("right"), {.color = blue}};
    CHECK(world.shown(red, "HEADLESS-1") == whole_screen);
    CHECK(world.shown(blue, "HEADLESS-2") == whole_screen);
}

TEST_CASE("an application whose output is away is seen nowhere else, and is back at once")
{
    KioskWorld world{bound_to_both()};
    world.server().plug("HEADLESS-2", {320, 240});
    world.server().refresh(2);
    TestWindow left{world.connect("left"), {.color = red}};
    auto& client = world.connect("right");
    TestWindow right{client, {.color = blue}};
    REQUIRE(world.shown(blue, "HEADLESS-2") == whole_screen);
    auto const size = right.size();

    world.server().unplug("HEADLESS-2");
    CHECK(world.shown(red) == whole_screen);
    CHECK(world.shown(blue) == Box{});
    world.server().advance(10s);
    CHECK(client.alive());
    CHECK(outputs_seen(client) == 1);
    CHECK(right.size() == size);

    world.server().plug("HEADLESS-2", {320, 240});
    CHECK(world.shown(blue, "HEADLESS-2") == whole_screen);
    CHECK(world.shown(red) == whole_screen);
    CHECK(world.runs().size() == 2);
}

TEST_CASE("an application that may be anywhere keeps off the outputs of others")
{
    KioskConfig config{.applications = {{"left", {.command = {"left"}, .output = "HEADLESS-1"}},
                                        {"other", {.command = {"other"}}}}};
    KioskWorld world{config};
    CHECK(world.runs().size() == 1); // no place for the other one yet
    TestWindow left{world.connect("left"), {.color = red}};
    world.server().plug("HEADLESS-7", {320, 240});
    world.server().refresh(2);
    REQUIRE(world.runs().size() == 2);
    TestWindow other{world.connect("other"), {.color = blue}};
    CHECK(world.shown(red) == whole_screen);
    CHECK(world.shown(blue, "HEADLESS-7") == whole_screen);
}

TEST_CASE("all displays gone, then another one: the application was never without an output and fills the new one")
{
    KioskWorld world{kiosk_of("player")};
    auto& client = world.connect();
    TestWindow window{client, {.color = red}};
    REQUIRE(world.shown(red) == whole_screen);
    auto const told = window.configures.size();
    world.server().unplug("HEADLESS-1");
    CHECK(outputs_seen(client) == 1);
    world.server().advance(10s);
    CHECK(outputs_seen(client) == 1);
    CHECK(window.configures.size() == told); // nothing had to change for it
    world.server().plug("HEADLESS-9", {400, 300});
    CHECK(outputs_seen(client) >= 1);
    CHECK(world.shown(red, "HEADLESS-9") == Box{0, 0, 400, 300});
    CHECK(world.runs().size() == 1);
}

TEST_CASE("an application whose output is the last to go and not the first to come back is there again with it")
{
    KioskWorld world{bound_to_both()};
    TestWindow left{world.connect("left"), {.color = red}};
    REQUIRE(world.shown(red) == whole_screen);
    world.server().unplug("HEADLESS-1");
    world.server().advance(1s);
    world.server().plug("HEADLESS-2", {320, 240});
    CHECK(world.shown(red, "HEADLESS-2") == Box{});
    TestWindow right{world.connect("right"), {.color = blue}};
    world.server().plug("HEADLESS-1", {320, 240});
    CHECK(world.shown(red) == whole_screen);
    CHECK(world.shown(blue, "HEADLESS-2") == whole_screen);
}

TEST_CASE("what stands in for an application follows its output")
{
    KioskWorld world{bound_to_both()};
    world.server().plug("HEADLESS-2", {320, 240});
    world.server().refresh(2);
    TestWindow left{world.connect("left"), {.color = red}};
    auto& client = world.connect("right");
    {
        TestWindow right{client, {.color = blue}};
        REQUIRE(world.shown(blue, "HEADLESS-2") == whole_screen);
    }
    world.end(world.last("right"), 1);
    CHECK(world.shown(blue, "HEADLESS-2") == whole_screen);
    world.server().unplug("HEADLESS-2");
    CHECK(world.shown(blue) == Box{});
    world.server().plug("HEADLESS-2", {320, 240});
    CHECK(world.shown(blue, "HEADLESS-2") == whole_screen);
    CHECK(world.shown(red) == whole_screen);
}
