#include "control/config.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "session.hpp"
#include "xdg-output-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

Config config(char const* text)
{
    auto reading = read_config(text, "vitrail.toml");
    CHECK(reading.findings == std::vector<std::string>{});
    return reading.config;
}

/// The newest output of that name that the client was told of and that is still there.
ClientOutput const* output_of(TestClient& client, std::string_view name)
{
    for (auto it = client.outputs.rbegin(); it != client.outputs.rend(); ++it)
        if (!(*it)->gone && (*it)->name == name)
            return it->get();
    return nullptr;
}

/// Where an output lies in the layout, as a client is told (xdg-output).
struct LogicalOutput {
    int x = -1, y = -1, width = 0, height = 0;

    LogicalOutput(TestClient& client, ClientOutput const& output)
    {
        auto* manager = client.bind<zxdg_output_manager_v1>(zxdg_output_manager_v1_interface, 3);
        auto* c = zxdg_output_manager_v1_get_xdg_output(manager, output.c);
        constexpr static zxdg_output_v1_listener listener{
            .logical_position =
                [](void* data, zxdg_output_v1*, int x, int y) {
                    static_cast<LogicalOutput*>(data)->x = x, static_cast<LogicalOutput*>(data)->y = y;
                },
            .logical_size =
                [](void* data, zxdg_output_v1*, int width, int height) {
                    static_cast<LogicalOutput*>(data)->width = width, static_cast<LogicalOutput*>(data)->height = height;
                },
            .done = [](void*, zxdg_output_v1*) {},
            .name = [](void*, zxdg_output_v1*, char const*) {},
            .description = [](void*, zxdg_output_v1*, char const*) {},
        };
        zxdg_output_v1_add_listener(c, &listener, this);
        client.settle();
        zxdg_output_v1_destroy(c);
        zxdg_output_manager_v1_destroy(manager);
    }
};

/// Everything of the rule below, as a client sees it.
void check_left_screen(TestServer& server, TestClient& client)
{
    server.refresh(2);
    auto const* left = output_of(client, "LEFT");
    REQUIRE(left);
    CHECK(left->width == 300);
    CHECK(left->height == 200);
    CHECK(left->refresh_mhz == 75'000);
    CHECK(left->transform == 3); // WL_OUTPUT_TRANSFORM_270
    CHECK(left->scale == 2);     // wl_output rounds 1.5 up
    LogicalOutput const logical{client, *left};
    CHECK(logical.x == -400);
    CHECK(logical.y == 30);
    CHECK(logical.width == 133); // 200 / 1.5
    CHECK(logical.height == 200);
}

constexpr auto left_screen = "[output.LEFT]\n"
                             "mode = '300x200@75'\n"
                             "scale = 1.5\n"
                             "position = [-400, 30]\n"
                             "transform = '270'\n";

} // namespace

TEST_CASE("mode, scale, place and transform of a display reach clients, and are there again when it is plugged in again")
{
    TestServer server{{.config = config(left_screen)}};
    auto& client = server.connect();
    server.plug("LEFT", {640, 480});
    check_left_screen(server, client);
    server.unplug("LEFT");
    server.settle();
    CHECK(!output_of(client, "LEFT"));
    server.plug("LEFT", {640, 480});
    check_left_screen(server, client);
}

TEST_CASE("a configuration that is read again is applied to the displays that are there")
{
    TestServer server;
    server.plug("LEFT", {640, 480});
    auto& client = server.connect();
    server.server().configure(config(left_screen));
    check_left_screen(server, client);
    SECTION("and its defaults when a setting is gone")
    {
        server.server().configure({});
        server.refresh(2);
        auto const* left = output_of(client, "LEFT");
        REQUIRE(left);
        CHECK(left->transform == 0);
        CHECK(left->scale == 1);
        CHECK(LogicalOutput{client, *left}.y == 0);
        CHECK(LogicalOutput{client, *left}.x >= 0);
    }
}

TEST_CASE("displays without a place of their own stand right of those that have one, without a gap")
{
    TestServer server;
    server.plug("MIDDLE", {200, 100});
    server.plug("RIGHT", {100, 100});
    auto const x_of = [&](char const* name) { return server.output(name).area().x; };
    CHECK(x_of("HEADLESS-1") == 0);
    CHECK(x_of("MIDDLE") == 320);
    CHECK(x_of("RIGHT") == 520);
    server.server().configure(config("[output.HEADLESS-1]\nscale = 2\n"));
    CHECK(x_of("MIDDLE") == 160);
    CHECK(x_of("RIGHT") == 360);
    server.server().configure(config("[output.MIDDLE]\nposition = [0, 0]\n"));
    CHECK(x_of("MIDDLE") == 0);
    CHECK(x_of("HEADLESS-1") == 200);
    CHECK(x_of("RIGHT") == 520);
}

TEST_CASE("a display that is off counts as not there, until the configuration says otherwise")
{
    auto const off = config("[output.HEADLESS-1]\noff = true\n");
    TestServer server{{.config = off}};
    auto& client = server.connect();
    CHECK(!output_of(client, "HEADLESS-1"));
    CHECK(output_of(client, "VITRAIL-0")); // the stand-in
    TestWindow window{client};
    server.refresh(2);
    CHECK(server.screen().count(red) == 0);

    server.server().configure({});
    server.refresh(2);
    CHECK(output_of(client, "HEADLESS-1"));
    CHECK(!output_of(client, "VITRAIL-0"));
    CHECK(server.screen().count(red) == 100 * 80);

    server.server().configure(off);
    server.refresh(2);
    CHECK(!output_of(client, "HEADLESS-1"));
    CHECK(output_of(client, "VITRAIL-0"));
    CHECK(server.screen().count(red) == 0);

    SECTION("it may be unplugged meanwhile")
    {
        server.unplug("HEADLESS-1");
        server.server().configure({});
        server.refresh(2);
        CHECK(!output_of(client, "HEADLESS-1"));
        CHECK(output_of(client, "VITRAIL-0"));
        CHECK(client.alive());
    }
}

TEST_CASE("a display that is off beside another one takes no window with it")
{
    TestServer server;
    server.plug("RIGHT", {320, 240});
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(2);
    server.server().configure(config("[output.HEADLESS-1]\noff = true\n"));
    server.refresh(2);
    CHECK(server.screen("RIGHT").count(red) == 100 * 80);
    CHECK(!output_of(client, "VITRAIL-0"));
    CHECK(client.alive());
}

TEST_CASE("planes are used as the configuration says, at the start and when it is read again")
{
    TestServer server{{.config = config("[planes]\nuse = \"none\"")}};
    auto& client = server.connect();
    TestWindow window{client, {.fullscreen = true}};
    auto const verdict = [&] {
        for (int i = 0; i < 25; ++i) {
            window.draw(i % 2 ? red : blue);
            server.refresh();
        }
        return server.output().placements().rows().at(0).placement.verdict;
    };
    CHECK(verdict() == Verdict::SwitchedOff);
    server.server().configure(config(""));
    CHECK(verdict() == Verdict::OnPlane);
    server.server().configure(config("[planes]\nuse = \"none\""));
    CHECK(verdict() == Verdict::SwitchedOff);
    server.unplug("HEADLESS-1");
    server.plug("HEADLESS-2", {320, 240});
    CHECK(server.output("HEADLESS-2").placements().rows().empty());
    window.draw(red);
    server.refresh(5);
    CHECK(server.output("HEADLESS-2").placements().rows().at(0).placement.verdict == Verdict::SwitchedOff);
}
