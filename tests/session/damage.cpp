#include "output/output.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;

TEST_CASE("a change of 10x10 pixels paints about 10x10 pixels")
{
    // wl_surface.damage_buffer says exactly what changed.
    TestServer server;
    server.output().use_planes(vitrail::PlaneUse::None); // else the window had a plane, and nothing were painted
    auto& client = server.connect();
    TestWindow window{client, {.size = {200, 150}, .color = red}};
    TestBuffer one{client, {200, 150}, red}, two{client, {200, 150}, red};
    auto const show = [&](TestBuffer& buffer, Argb color) {
        buffer.fill(30, 30, 10, 10, color);
        window.surface().attach_only(buffer);
        window.surface().damage(30, 30, 10, 10);
        window.surface().commit();
        server.refresh(2);
    };
    for (int i = 0; i < 6; ++i) // every buffer of the swapchain has the window's picture
        show(i % 2 ? one : two, i % 2 ? green : blue);

    for (int i = 0; i < 4; ++i) {
        auto const before = server.output().compose_stats();
        show(i % 2 ? one : two, i % 2 ? white : yellow);
        auto const after = server.output().compose_stats();
        CHECK(after.passes - before.passes == 1);
        CHECK(after.pixels - before.pixels >= 100);
        CHECK(after.pixels - before.pixels <= 200); // the square now, and where the buffer is older than one frame
        CHECK(server.screen().count(i % 2 ? white : yellow) == 100);
    }
}

TEST_CASE("a commit that changes no pixel paints nothing")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(5);
    auto const before = server.output().stats();
    window.surface().commit();
    server.refresh(3);
    CHECK(server.output().stats().commits == before.commits);
}

TEST_CASE("what an opaque window hides is not painted")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow hidden{client, {.size = {100, 80}, .color = red}};
    TestWindow cover{client, {.size = {100, 80}, .color = blue, .fullscreen = true}};
    server.refresh(5);
    REQUIRE(server.screen().count(red) == 0);
    auto const before = server.output().stats();
    hidden.draw(green);
    server.refresh(3);
    CHECK(server.output().stats().commits == before.commits);
    CHECK(server.screen().count(green) == 0);
}
