#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("a single pixel is stretched to the size that the viewport says")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    auto const pixel = TestBuffer::single_pixel(client, green);
    window.surface().attach(&pixel);
    window.surface().set_destination(64, 48);
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(green) == 64 * 48);
    CHECK(screen.count(red) == 0);
}

TEST_CASE("a viewport's source cuts a part out of the picture")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer picture{client, {60, 60}, red};
    picture.fill(20, 20, 20, 20, blue);
    window.surface().attach(&picture);
    window.surface().set_source(20, 20, 20, 20);
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(blue) == 20 * 20);
    CHECK(screen.count(red) == 0);
}

TEST_CASE("a part of a picture may be shown larger than it is")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer picture{client, {60, 60}, red};
    picture.fill(20, 20, 20, 20, blue);
    window.surface().attach(&picture);
    window.surface().set_source(20, 20, 20, 20);
    window.surface().set_destination(40, 40);
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(black) == 320 * 240 - 40 * 40);
    // A bilinear filter mixes one pixel at the edge with what lies outside the part, in every renderer of wlroots.
    CHECK(screen.count(blue) >= 38 * 38);
    CHECK(screen.count(red) == 0);
}

TEST_CASE("a picture that is turned by its client is turned back")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer picture{client, {60, 30}, red};
    picture.fill(0, 0, 60, 10, blue); // its top edge
    window.surface().attach(&picture);
    window.surface().set_buffer_transform(1); // drawn for a display that is turned by 90 degrees
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    auto const top_edge = screen.box_of(blue);
    CHECK(top_edge.width == 10);
    CHECK(top_edge.height == 60);
    CHECK(screen.box_of(red).height == 60);
}

TEST_CASE("a picture drawn at double density is shown at its true size")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer picture{client, {80, 60}, green};
    window.surface().attach(&picture);
    window.surface().set_buffer_scale(2);
    window.surface().commit();
    server.refresh(2);
    CHECK(server.screen().box_of(green).width == 40);
    CHECK(server.screen().box_of(green).height == 30);
}

TEST_CASE("a translucent picture lets what lies below shine through")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    TestSubsurface veil{window.surface(), "veil"};
    veil.surface().show({100, 80}, 0x80000080); // half blue, premultiplied
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(red) == 0);
    CHECK(screen.count(0xff7f0080) == 100 * 80);
}

TEST_CASE("a client is told the fractional scale of the output that it is on")
{
    TestServer server;
    auto& client = server.connect();
    server.place("HEADLESS-1", {0, 0}, 1.5);
    TestWindow window{client};
    window.surface().watch_scale();
    server.refresh(2);
    REQUIRE(window.surface().fractional_scale);
    CHECK(*window.surface().fractional_scale == 180); // 120ths
    CHECK(window.surface().preferred_scale == 2);

    server.place("HEADLESS-1", {0, 0}, 1.25);
    server.refresh(2);
    CHECK(*window.surface().fractional_scale == 150);
}

TEST_CASE("on a scaled output a window covers that many more pixels")
{
    TestServer server;
    auto& client = server.connect();
    server.place("HEADLESS-1", {0, 0}, 2.0);
    TestWindow window{client, {.size = {50, 40}, .color = red}};
    server.refresh(2);
    INFO(server.screen());
    CHECK(server.screen().count(red) == 100 * 80);
}

TEST_CASE("one buffer may be the picture of several surfaces, and memory that is gone takes no other with it")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.size = {120, 60}, .color = red}};
    TestSubsurface left{window.surface()}, right{window.surface()}, middle{window.surface()};
    TestBuffer const shared{client, {20, 20}, blue};
    TestBuffer gone{client, {20, 20}, green};
    for (auto* part : {&left, &middle, &right}) {
        part->set_desync();
        part->set_position(part == &left ? 10 : part == &middle ? 50 : 90, 10);
        part->surface().attach(part == &middle ? &gone : &shared);
    }
    gone.pull_memory();
    for (auto* part : {&left, &middle, &right})
        part->surface().commit();
    window.surface().commit();
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(blue) == 2 * 20 * 20);
    CHECK(screen.count(green) == 0);
    CHECK(screen.count(red) >= 120 * 60 - 3 * 20 * 20);
    CHECK(client.alive());
}
