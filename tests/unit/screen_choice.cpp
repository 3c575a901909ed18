#include "input/screen_choice.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace vitrail;

namespace {

KnownDisplay const panel{.connector = "eDP-1", .name = "BOE 0x0893", .millimetres = {294, 165}};
KnownDisplay const monitor{.connector = "HDMI-A-1", .name = "Dell Inc. U2720Q 8LX", .millimetres = {597, 336}};
KnownDisplay const pen_display{.connector = "DP-1", .name = "Wacom Tech Cintiq Pro 24", .millimetres = {522, 294}};
PointingPlace const touch{.name = "ELAN9009:00 04F3:2C1B", .millimetres = {600, 340}, .on_glass = true};

} // namespace

TEST_CASE("a touch screen belongs to the only display, to the built-in one, or to the one of its name or size")
{
    CHECK(choose_screen(touch, std::vector{monitor}).connector == "HDMI-A-1");
    auto unknown = touch;
    unknown.millimetres = {};
    CHECK(choose_screen(unknown, std::vector{monitor, panel}).connector == "eDP-1");
    CHECK(choose_screen(unknown, std::vector{pen_display, monitor}).connector == "DP-1"); // nothing tells: the first
    CHECK(choose_screen(touch, std::vector{panel, monitor}).connector == "HDMI-A-1");
    PointingPlace const pen{.name = "Wacom Cintiq Pro 24 Pen", .millimetres = {294, 165}, .on_glass = true};
    CHECK(choose_screen(pen, std::vector{panel, monitor, pen_display}).connector == "DP-1");
    auto turned = touch;
    turned.millimetres = {336, 597};
    CHECK(choose_screen(turned, std::vector{panel, monitor}).connector == "HDMI-A-1");
}

TEST_CASE("the user's word is stronger than the device's, and that than what it looks like")
{
    std::vector const all{panel, monitor, pen_display};
    auto device = touch;
    device.told = "DP-1";
    CHECK(choose_screen(device, all).connector == "DP-1");
    device.wanted = "eDP-1";
    CHECK(choose_screen(device, all).connector == "eDP-1");
    device.wanted = "Dell Inc. U2720Q 8LX";
    CHECK(choose_screen(device, all).connector == "HDMI-A-1");
}

TEST_CASE("what is touched on a display that is dark or away reaches no other one")
{
    auto dark = panel;
    dark.on = false;
    auto built_in = touch;
    built_in.built_in = true;
    built_in.millimetres = {294, 165};
    CHECK(choose_screen(built_in, std::vector{dark, monitor}) == ScreenChoice{"eDP-1", true});
    built_in.wanted = "DSI-1";
    CHECK(choose_screen(built_in, std::vector{panel, monitor}) == ScreenChoice{"", true});
}

TEST_CASE("a drawing board, or a mouse that points to places, has all displays")
{
    PointingPlace const board{.name = "Wacom Intuos S", .millimetres = {152, 95}};
    CHECK(choose_screen(board, std::vector{panel, monitor}) == ScreenChoice{});
    CHECK(choose_screen(touch, {}) == ScreenChoice{});
}
