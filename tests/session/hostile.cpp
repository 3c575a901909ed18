// Clients that break the rules, die or leave things half done: each is its own problem, never another one's.

#include "session.hpp"

#include "xdg-shell-client-protocol.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <functional>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

using namespace vitrail::test;

TEST_CASE("a protocol violation ends that client alone")
{
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.color = red}};
    auto& bad = server.connect();
    TestSurface surface{bad};
    auto* xdg = xdg_wm_base_get_xdg_surface(bad.globals.wm_base, surface.c());
    TestBuffer picture{bad, {10, 10}, blue};
    surface.attach(&picture); // xdg-shell: a buffer before the first configure
    surface.commit();
    server.settle();

    CHECK_FALSE(bad.alive());
    REQUIRE(bad.protocol_error());
    CHECK(bad.protocol_error()->interface == "xdg_surface");
    xdg_surface_destroy(xdg);

    window.draw(green);
    server.refresh(2);
    CHECK(good.alive());
    CHECK(server.screen().count(green) == 100 * 80);
}

TEST_CASE("nonsense on the socket ends that client alone")
{
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.color = red}};
    int const raw = server.connect_raw();
    char const nonsense[] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    REQUIRE(write(raw, nonsense, sizeof nonsense) > 0);
    server.settle();
    server.refresh(2);
    CHECK(server.screen().count(red) == 100 * 80);
    close(raw);
    server.settle();
    CHECK(good.alive());
}

TEST_CASE("a client that takes its memory away is shown as nothing, and harms nobody")
{
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.size = {60, 40}, .color = red}};
    auto& bad = server.connect();
    for (bool const fullscreen : {false, true}) { // drawn, and scanned out
        INFO((fullscreen ? "fullscreen" : "a window"));
        TestWindow thief{bad, {.size = {100, 80}, .color = blue, .fullscreen = fullscreen}};
        server.refresh(3);
        TestBuffer picture{bad, {thief.size().width, thief.size().height}, yellow};
        thief.surface().attach(&picture);
        thief.surface().commit();
        bad.pump();
        picture.pull_memory();
        server.refresh(3);
        std::ignore = server.screen();
    }
    window.draw(green);
    server.refresh(3);
    CHECK(good.alive());
    CHECK(server.screen().count(green) == 60 * 40);
}

TEST_CASE("a client that asks and never listens is ended, and others go on")
{
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.color = red}};
    int const raw = server.connect_raw();
    REQUIRE(fcntl(raw, F_SETFL, O_NONBLOCK) == 0);
    bool ended = false;
    for (std::uint32_t id = 2; id < 1'000'000 && !ended; ++id) {
        std::array<std::uint32_t, 3> const sync{1, 12U << 16, id}; // wl_display.sync
        ended = send(raw, sync.data(), sizeof sync, MSG_NOSIGNAL) < 0 && errno != EAGAIN;
        if (id % 100 == 0)
            server.settle();
    }
    CHECK(ended);
    close(raw);
    window.draw(green);
    server.refresh(2);
    CHECK(good.alive());
    CHECK(server.screen().count(green) == 100 * 80);
}

TEST_CASE("a client may die at every step of making a window")
{
    struct Half {
        TestClient& client;
        wl_surface* surface = nullptr;
        xdg_surface* xdg = nullptr;
        xdg_toplevel* toplevel = nullptr;
    };
    std::vector<std::function<void(Half&, TestServer&)>> const steps{
        [](Half&, TestServer&) {},
        [](Half& h, TestServer&) { h.surface = wl_compositor_create_surface(h.client.globals.compositor); },
        [](Half& h, TestServer&) { h.xdg = xdg_wm_base_get_xdg_surface(h.client.globals.wm_base, h.surface); },
        [](Half& h, TestServer&) { h.toplevel = xdg_surface_get_toplevel(h.xdg); },
        [](Half& h, TestServer&) { xdg_toplevel_set_maximized(h.toplevel); },
        [](Half& h, TestServer&) { wl_surface_commit(h.surface); },
        [](Half&, TestServer& server) { server.settle(); },
        [](Half& h, TestServer&) { xdg_toplevel_set_fullscreen(h.toplevel, nullptr); },
        [](Half& h, TestServer&) { wl_surface_commit(h.surface); },
        [](Half&, TestServer& server) { server.refresh(1); },
    };
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.color = red}};
    for (std::size_t last = 0; last <= steps.size(); ++last) {
        INFO("after step " << last);
        Half half{server.connect()};
        for (std::size_t i = 0; i < last; ++i)
            steps[i](half, server);
        half.client.pump(); // what was asked for is on its way
        half.client.kill();
        server.settle();
        CHECK_FALSE(half.client.alive());
        for (void* proxy : std::initializer_list<void*>{half.toplevel, half.xdg, half.surface})
            if (proxy)
                wl_proxy_destroy(static_cast<wl_proxy*>(proxy));
    }
    server.refresh(3);
    CHECK(good.alive());
    CHECK(server.screen().count(red) == 100 * 80);
}

TEST_CASE("a client that dies with a window, a menu and a frame on its way leaves nothing behind")
{
    TestServer server;
    auto& good = server.connect();
    TestWindow window{good, {.color = red}};
    for (int phase = 0; phase < 20; ++phase) {
        auto& doomed = server.connect();
        TestWindow its_window{doomed, {.size = {150, 120}, .color = blue}};
        TestPopup menu{doomed, its_window.xdg(), {.color = green}};
        TestSubsurface child{its_window.surface()};
        child.surface().show({20, 20}, white);
        its_window.surface().request_frame();
        its_window.surface().request_feedback();
        its_window.surface().commit();
        server.advance(std::chrono::milliseconds{phase});
        doomed.kill();
        server.settle();
    }
    server.refresh(3);
    auto const screen = server.screen();
    INFO(screen);
    CHECK(screen.count(red) == 100 * 80);
    CHECK(screen.count(blue) + screen.count(green) + screen.count(white) == 0);
}

TEST_CASE("objects may be destroyed in any order")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow parent{client, {.color = red}};
    {
        auto window = std::make_unique<TestWindow>(client, WindowSetup{.color = blue});
        auto child = std::make_unique<TestSubsurface>(window->surface());
        child->surface().show({20, 20}, white);
        window->surface().commit();
        server.refresh(2);
        window.reset(); // before its sub-surface
        server.refresh(1);
    }
    server.refresh(2);
    CHECK(client.alive());
    CHECK(server.screen().count(red) == 100 * 80);
}

TEST_CASE("a client gets its shared memory back when its next picture is shown")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer first{client, {100, 80}, green}, second{client, {100, 80}, blue};
    window.surface().attach(&first);
    window.surface().commit();
    server.refresh(2);
    window.surface().attach(&second);
    window.surface().commit();
    server.refresh(3);
    CHECK(first.releases() == 1);
    CHECK(server.screen().count(blue) == 100 * 80);
}

TEST_CASE("a client that changes its picture faster than the screen gets each buffer back")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(2);
    std::vector<std::unique_ptr<TestBuffer>> buffers;
    for (int i = 0; i < 8; ++i) {
        buffers.push_back(std::make_unique<TestBuffer>(client, Extent{100, 80}, i % 2 ? green : blue));
        window.surface().attach(buffers.back().get());
        window.surface().commit();
        server.settle();
    }
    for (int i = 0; i < 7; ++i) {
        INFO("buffer " << i);
        CHECK(buffers[std::size_t(i)]->releases() == 1); // replaced before anybody looked
    }
    server.refresh(2);
    CHECK(server.screen().count(green) == 100 * 80);
}
