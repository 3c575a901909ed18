// A software renderer paints a large picture in bands, and clients are answered in between: state Composing.

#include "backend/headless.hpp"
#include "client_window.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "server.hpp"
#include "session.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wayland-server-core.h>

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

TEST_CASE("who asks while a large picture is painted is answered before more of it is")
{
    ServerOptions options; // in real time: turns of the loop count
    options.backend.kind = BackendKind::Headless;
    auto const created = Server::create(options);
    REQUIRE(created);
    Server& server = **created;
    REQUIRE(server.start());
    server.backend().headless().add("HEADLESS-1", {.size = {1600, 1200}, .refresh_mhz = 60'000}, {});
    Output& output = *server.outputs().active().front();
    auto const turn = [&](int patience) { wl_event_loop_dispatch(server.loop().c(), patience); };
    auto const turns_until = [&](auto const& reached) {
        for (int turns = 0; !reached() && turns < 1000; ++turns)
            turn(1000);
        REQUIRE(reached());
    };
    auto const bands = [&] { return output.compose_stats().bands; };
    turns_until([&] { return output.state() == Output::State::Idle && bands() > 0; });
    output.viewport().add_damage_whole();
    turns_until([&, before = bands()] { return bands() == before + 2; }); // just now: the next turn begins after a band

    auto const painted = bands();
    int ends[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    REQUIRE(wl_client_create(&server.display(), ends[0]));
    Fd const asking{ends[1]};
    constexpr std::array<std::uint32_t, 3> sync{1, 12 << 16, 2}; // wl_display.sync; the callback is number 2
    REQUIRE(write(asking.get(), sync.data(), sizeof sync) == sizeof sync);
    turn(0);
    CHECK(bands() == painted);
    wl_display_flush_clients(&server.display()); // as between any two turns
    pollfd answer{.fd = asking.get(), .events = POLLIN, .revents = 0};
    CHECK(poll(&answer, 1, 0) == 1);
    turn(1000);
    CHECK(bands() == painted + 1);
}
