// A software renderer paints a large picture in bands, one a turn of the loop: state Composing.

#include "client_window.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "server.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("a picture too large for one turn is painted whole, and whole again when its window goes")
{
    TestServer server{{.screen = {1600, 1200}}};
    auto& client = server.connect();
    {
        TestWindow window{client, {.size = {1500, 1100}, .color = red}};
        server.refresh(3);
        CHECK(server.screen().count(red) == 1500 * 1100);
    }
    server.refresh(3);
    CHECK(server.screen().count(red) == 0);
}

TEST_CASE("what changes far apart is painted in one turn, if it is little")
{
    TestServer server{{.screen = {1600, 1200}}};
    server.output().use_planes(PlaneUse::None);
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .fullscreen = true}};
    server.refresh(3);
    TestBuffer const one{client, {1600, 1200}, red}, two{client, {1600, 1200}, red};
    auto const change = [&](TestBuffer const& buffer) {
        window.surface().attach_only(buffer);
        window.surface().damage(0, 0, 10, 10);
        window.surface().damage(1590, 1190, 10, 10);
        window.surface().commit();
        server.refresh(2);
    };
    for (int i = 0; i < 6; ++i) // every buffer of the swapchain has the window's picture
        change(i % 2 ? one : two);
    auto const before = server.output().compose_stats();
    change(two);
    auto const after = server.output().compose_stats();
    CHECK(after.damage - before.damage == 200);
    CHECK(after.passes - before.passes == 1);
    CHECK(after.bands - before.bands == 1);
}
