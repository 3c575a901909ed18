// Displays set by programs (wlr-output-management, wlr-gamma-control).

#include "control/config.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "randr.hpp"
#include "wlr-gamma-control-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("a program moves, scales and turns a display, and is told how it stands")
{
    TestServer server;
    Randr randr{server.connect()};
    CHECK(randr.head("HEADLESS-1").enabled);
    CHECK(randr.head("HEADLESS-1").scale == 1);
    server.refresh(2);
    CHECK(randr.apply("HEADLESS-1", [](auto* head) {
        zwlr_output_configuration_head_v1_set_position(head, 100, 50);
        zwlr_output_configuration_head_v1_set_scale(head, wl_fixed_from_double(1.25));
        zwlr_output_configuration_head_v1_set_transform(head, WL_OUTPUT_TRANSFORM_90);
    }) == Answer::Succeeded);
    auto const& head = randr.head("HEADLESS-1");
    CHECK((head.x == 100 && head.y == 50));
    CHECK(head.scale == 1.25);
    CHECK(head.transform == WL_OUTPUT_TRANSFORM_90);
    CHECK(server.output().area() == Rect<Logical>{100, 50, 192, 256});
    CHECK(server.output().state() == Output::State::Scheduled); // no mode was set: the screen did not go dark
}

TEST_CASE("a program sets a mode of its own")
{
    TestServer server;
    Randr randr{server.connect()};
    CHECK(randr.apply("HEADLESS-1", [](auto* head) {
        zwlr_output_configuration_head_v1_set_custom_mode(head, 400, 300, 75'000);
    }) == Answer::Succeeded);
    CHECK(server.display().mode().size == Size<OutputPx>{400, 300});
    CHECK(server.display().mode().refresh_mhz == 75'000);
}

TEST_CASE("a program switches a display off, and on again where it was")
{
    TestServer server;
    server.plug("HEADLESS-2", {320, 240});
    Randr randr{server.connect()};
    CHECK(randr.count() == 2);
    CHECK(randr.apply("HEADLESS-2", {}) == Answer::Succeeded);
    CHECK(randr.count() == 2); // it can be switched on again
    CHECK_FALSE(randr.head("HEADLESS-2").enabled);
    CHECK(server.server().outputs().active().size() == 1);
    CHECK(randr.apply("HEADLESS-2", [](auto* head) { zwlr_output_configuration_head_v1_set_position(head, 320, 0); })
        == Answer::Succeeded);
    CHECK(randr.head("HEADLESS-2").enabled);
    CHECK(server.output("HEADLESS-2").area() == Rect<Logical>{320, 0, 320, 240});
}

TEST_CASE("a program that switches the last display off does not end the session")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    Randr randr{server.connect()};
    CHECK(randr.apply("HEADLESS-1", {}) == Answer::Succeeded);
    CHECK(client.alive());
    CHECK(server.server().outputs().active().size() == 1); // the stand-in, which the program is not told of
    CHECK(randr.count() == 1);
}

TEST_CASE("to test changes nothing, and what makes no sense is refused")
{
    TestServer server;
    Randr randr{server.connect()};
    CHECK(randr.test("HEADLESS-1", [](auto* head) {
        zwlr_output_configuration_head_v1_set_scale(head, wl_fixed_from_int(2));
    }) == Answer::Succeeded);
    CHECK(randr.head("HEADLESS-1").scale == 1);
    CHECK(randr.apply("HEADLESS-1", [](auto* head) {
        zwlr_output_configuration_head_v1_set_scale(head, wl_fixed_from_int(100));
    }) == Answer::Failed);
    CHECK(server.output().view().scale == 1);
}

TEST_CASE("a program that has not heard of the latest change is told so")
{
    TestServer server;
    Randr randr{server.connect()};
    auto const old = randr.serial;
    server.plug("HEADLESS-2", {320, 240});
    CHECK(randr.serial != old);
    CHECK(randr.count() == 2);
    CHECK(randr.apply_late(
              "HEADLESS-1", [](auto*) {}, old)
        == Answer::Cancelled);
    server.unplug("HEADLESS-2");
    CHECK(randr.count() == 1);
}

TEST_CASE("what a program set holds when the display comes back, until the configuration says otherwise")
{
    auto const config = [](char const* text) { return read_config(text, "vitrail.toml").config; };
    TestServer server;
    server.plug("LEFT", {320, 240});
    Randr randr{server.connect()};
    CHECK(randr.apply("LEFT", [](auto* head) {
        zwlr_output_configuration_head_v1_set_scale(head, wl_fixed_from_int(2));
        zwlr_output_configuration_head_v1_set_position(head, 500, 0);
    }) == Answer::Succeeded);
    server.unplug("LEFT");
    server.plug("LEFT", {320, 240});
    CHECK(server.output("LEFT").view().scale == 2);
    server.server().configure(config("[output.HEADLESS-1]\nscale = 1.5\n"));
    CHECK(server.output("LEFT").view().scale == 2);
    server.server().configure(config("[output.LEFT]\nscale = 4\n"));
    CHECK(server.output("LEFT").view().scale == 4);
}

TEST_CASE("a display without colour ramps says so")
{
    TestServer server;
    auto& client = server.connect();
    client.settle();
    auto* manager = client.bind<zwlr_gamma_control_manager_v1>(zwlr_gamma_control_manager_v1_interface, 1);
    REQUIRE(manager);
    auto* control = zwlr_gamma_control_manager_v1_get_gamma_control(manager, client.outputs.front()->c);
    bool failed = false;
    static constexpr zwlr_gamma_control_v1_listener listener{
        .gamma_size = [](void*, zwlr_gamma_control_v1*, std::uint32_t) {},
        .failed = [](void* d, zwlr_gamma_control_v1*) { *static_cast<bool*>(d) = true; },
    };
    zwlr_gamma_control_v1_add_listener(control, &listener, &failed);
    client.settle();
    CHECK(failed);
    zwlr_gamma_control_v1_destroy(control);
    zwlr_gamma_control_manager_v1_destroy(manager);
}
