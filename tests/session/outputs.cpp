#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "session.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

ClientOutput const* output_named(TestClient& client, std::string_view name)
{
    auto const found = std::ranges::find_if(client.outputs, [&](auto const& o) { return o->name == name && !o->gone; });
    return found == client.outputs.end() ? nullptr : found->get();
}

std::size_t outputs_there(TestClient& client)
{
    return std::size_t(std::ranges::count_if(client.outputs, [](auto const& o) { return !o->gone; }));
}

} // namespace

TEST_CASE("a second display that is plugged in is told to clients and shows its own part of the layout")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    server.refresh(2);
    server.plug("HEADLESS-2", {200, 100});
    server.refresh(2);

    CHECK(outputs_there(client) == 2);
    REQUIRE(output_named(client, "HEADLESS-2"));
    CHECK(output_named(client, "HEADLESS-2")->width == 200);
    CHECK(server.screen("HEADLESS-2").width == 200);
    auto const first = server.output("HEADLESS-1").area(), second = server.output("HEADLESS-2").area();
    CHECK(first.intersected(second).empty());
    CHECK(server.screen("HEADLESS-1").count(red) == 100 * 80);
    CHECK(server.screen("HEADLESS-2").count(red) == 0);
}

TEST_CASE("a window follows to the remaining display when its own is unplugged")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    server.refresh(2);
    server.plug("HEADLESS-2", {300, 200});
    server.refresh(2);
    server.unplug("HEADLESS-1");
    server.refresh(3);

    CHECK(client.alive());
    CHECK(outputs_there(client) == 1);
    CHECK(server.screen("HEADLESS-2").count(red) == 100 * 80);
}

TEST_CASE("a display that is turned by 90 degrees shows the picture turned")
{
    TestServer server;
    auto& client = server.connect();
    server.place("HEADLESS-1", {0, 0}, 1.0, Transform::R90);
    TestWindow window{client, {.size = {100, 40}, .color = red}};
    server.refresh(3);

    CHECK(server.output().area().width == 240);
    CHECK(server.output().area().height == 320);
    auto const box = server.screen().box_of(red);
    CHECK(box.width == 40);
    CHECK(box.height == 100);
    REQUIRE(output_named(client, "HEADLESS-1"));
    CHECK(output_named(client, "HEADLESS-1")->transform == 1);
}

TEST_CASE("a display that changes its size shows the same windows on more pixels")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    server.refresh(2);
    server.resize("HEADLESS-1", {640, 480});
    server.refresh(3);

    CHECK(server.screen().width == 640);
    CHECK(server.screen().count(red) == 100 * 80);
    CHECK(output_named(client, "HEADLESS-1")->width == 640);
    CHECK(output_named(client, "HEADLESS-1")->height == 480);
}

TEST_CASE("a full-screen window takes the new size of its display")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .fullscreen = true}};
    server.refresh(3);
    REQUIRE(server.screen().count(red) == 320 * 240);
    server.resize("HEADLESS-1", {640, 480});
    server.refresh(4);
    CHECK(window.size() == Extent{640, 480});
    CHECK(server.screen().count(red) == 640 * 480);
}

TEST_CASE("clients never see a world without outputs")
{
    TestServer server;
    auto& client = server.connect();
    server.unplug("HEADLESS-1");
    CHECK(outputs_there(client) == 1); // the placeholder
    server.plug("HEADLESS-1", {320, 240});
    CHECK(outputs_there(client) == 1);
    CHECK(output_named(client, "HEADLESS-1"));
}

TEST_CASE("a client that comes while no display is there is shown when one comes")
{
    TestServer server;
    server.unplug("HEADLESS-1");
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    server.refresh(2);
    server.plug("HEADLESS-1", {320, 240});
    server.refresh(3);
    CHECK(server.screen().count(red) == 100 * 80);
}

TEST_CASE("the last display can be pulled out 50 times, under three windows and their menus")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow a{client, {.size = {120, 100}, .color = red, .title = "a"}};
    TestWindow b{client, {.size = {90, 70}, .color = blue, .title = "b"}};
    TestWindow c{client, {.size = {60, 50}, .color = yellow, .title = "c"}};
    TestPopup menu{client, c.xdg(), {.size = {30, 20}, .anchor_x = 10, .anchor_y = 10, .color = green}};
    TestPopup submenu{client, menu.xdg(), {.size = {20, 10}, .anchor_x = 5, .anchor_y = 5, .color = white}};
    server.refresh(5);
    auto const picture = server.screen();
    REQUIRE(picture.count(white) == 20 * 10);

    for (int round = 0; round < 50; ++round) {
        INFO("round " << round);
        server.unplug("HEADLESS-1");
        server.advance(std::chrono::milliseconds{7 * (round % 5)}); // at every phase of a frame
        server.plug("HEADLESS-1", {320, 240});
        if (round % 3 == 0)
            a.draw(red); // a frame in flight at the next pull
        server.refresh(unsigned(round % 4));
        REQUIRE(client.alive());
    }
    server.refresh(5);
    CHECK(server.screen() == picture);
    CHECK_FALSE(menu.done);
    CHECK_FALSE(a.close_requested);
}
