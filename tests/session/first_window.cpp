#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;

TEST_CASE("a window appears with its pixels at the next refresh")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.size = {100, 80}, .color = red}};
    server.refresh(2);

    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(red) == 100 * 80);
    auto const box = screen.box_of(red);
    CHECK(box.width == 100);
    CHECK(box.height == 80);
}

TEST_CASE("a window that goes leaves the background behind")
{
    TestServer server;
    auto& client = server.connect();
    {
        TestWindow window{client};
        server.refresh(2);
        REQUIRE(server.screen().count(red) > 0);
    }
    server.refresh(2);
    CHECK(server.screen().count(red) == 0);
}
