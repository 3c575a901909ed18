// What the configuration makes of real devices: by libinput, from the kernel's events to a client.

#include "control.hpp"
#include "control/config.hpp"
#include "listener.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <format>
#include <fstream>
#include <linux/input-event-codes.h>
#include <set>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr auto file = "/tmp/vitrail-input-test.toml";

/// As an editor saves: Vitrail follows.
void write(std::string_view text)
{
    std::ofstream{std::string{file} + ".new"} << text;
    std::filesystem::rename(std::string{file} + ".new", file);
}

constexpr auto mouse_name = "Vitrail test mouse", touchpad_name = "Vitrail test touchpad",
               touch_name = "Vitrail test touch screen", keyboard_name = "Vitrail test keyboard";

/// A setting, and the device that can do it.
struct Row {
    char const *setting, *value, *device;
};

constexpr Row rows[]{
    {"use", "\"never\"", mouse_name},
    {"use", "\"without-mouse\"", touchpad_name},
    {"use", "\"never\"", keyboard_name},
    {"accel-profile", "\"flat\"", mouse_name},
    {"accel-speed", "0.5", touchpad_name},
    {"accel-speed", "-0.25", mouse_name},
    {"natural-scroll", "true", mouse_name},
    {"natural-scroll", "true", touchpad_name},
    {"scroll-method", "\"button\"", mouse_name},
    {"scroll-method", "\"edge\"", touchpad_name},
    {"scroll-method", "\"none\"", touchpad_name},
    {"scroll-button", "\"right\"", mouse_name},
    {"scroll-button-lock", "true", mouse_name},
    {"left-handed", "true", mouse_name},
    {"middle-emulation", "true", mouse_name},
    {"tap-to-click", "false", touchpad_name},
    {"tap-buttons", "\"left-middle-right\"", touchpad_name},
    {"tap-and-drag", "false", touchpad_name},
    {"drag-lock", "\"sticky\"", touchpad_name},
    {"finger-drag", "3", touchpad_name},
    {"finger-drag", "4", touchpad_name},
    {"click-method", "\"clickfinger\"", touchpad_name},
    {"clickfinger-buttons", "\"left-middle-right\"", touchpad_name},
    {"disable-while-typing", "false", touchpad_name},
    {"disable-while-trackpointing", "false", touchpad_name},
    {"calibration", "[1, 0, 0.25, 0, 1, 0]", touch_name},
    {"rotation", "90", mouse_name},
};

/// Settings of ours, which libinput does not know: tests/session/config_input.cpp, and below.
std::set<std::string> const ours{"scroll-factor", "output"};

std::string kind_of(std::string_view device)
{
    return device == mouse_name ? "mouse" : device == touchpad_name ? "touchpad" : "touch";
}

} // namespace

TEST_CASE("every setting of a device reaches libinput, by the device's kind and by its name, and is gone with its line")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Control control{vitrail};
    VirtualMouse const mouse;
    VirtualTouchpad const touchpad;
    VirtualTouchScreen const touch{1000, 1000};
    VirtualKeyboard const keyboard;
    for (auto const* name : {mouse_name, touchpad_name, touch_name, keyboard_name})
        REQUIRE(until([&] { return !control.settings(name).empty(); }));
    std::set<std::string> tried = ours;
    for (auto const& [setting, value, device] : rows) {
        tried.insert(setting);
        auto const before = control.settings(device)[setting];
        INFO(device << ": " << setting << ", before " << before);
        CHECK(before != value);
        std::vector<std::string> tables{std::format("[input.\"{}\"]", device)};
        if (device != keyboard_name)
            tables.push_back(std::format("[input.{}]", kind_of(device)));
        for (auto const& table : tables) {
            write(std::format("{}\n{} = {}\n", table, setting, value));
            CHECK(until([&] { return control.settings(device)[setting] == value; }, 2s, 20ms));
            write("");
            CHECK(until([&] { return control.settings(device)[setting] == before; }, 2s, 20ms));
        }
    }
    for (auto const& setting : vitrail::known_settings())
        if (setting.starts_with("input.") && !setting.starts_with("input.NAME")) {
            INFO(setting << " has no row");
            CHECK(tried.contains(setting.substr(setting.find('.') + 1)));
        }
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a mouse does what its user wants of it")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Control control{vitrail};
    Listener listener{vitrail};
    VirtualMouse const mouse;
    auto const set = [&](std::string const& setting, std::string const& value) {
        write(std::format("[input.mouse]\n{} = {}\n", setting, value));
        REQUIRE(until([&] { return control.settings(mouse_name)[setting] == value; }));
    };
    auto const click = [&] { mouse.click(BTN_LEFT); };
    REQUIRE(listener.hears("pointer button 272 down", click));
    set("left-handed", "true");
    CHECK(listener.hears("pointer button 273 down", click));
    set("middle-emulation", "true");
    CHECK(listener.hears("pointer button 274 down", [&] {
        mouse.press(BTN_LEFT);
        mouse.press(BTN_RIGHT);
        mouse.release(BTN_RIGHT);
        mouse.release(BTN_LEFT);
    }));
    set("scroll-method", "\"button\"");
    CHECK(listener.hears("pointer axis vertical", [&] {
        mouse.press(BTN_MIDDLE);
        static_cast<void>(until([] { return false; }, 300ms)); // until then it is a click
        mouse.move(0, 20);
        mouse.release(BTN_MIDDLE);
    }));
    set("use", "\"never\"");
    CHECK(!listener.hears("pointer", click, 1s));
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a calibrated touch screen is right where it was wrong")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Control control{vitrail};
    Listener listener{vitrail};
    VirtualTouchScreen const touch{1000, 1000};
    auto const tap = [&] {
        touch.down(0, 250, 500);
        touch.up(0);
    };
    REQUIRE(listener.hears("touch down 0 window 256,384", tap)); // of 1024x768
    write("[input.touch]\ncalibration = [1, 0, 0.25, 0, 1, 0]\n");
    REQUIRE(until([&] { return control.settings(touch_name)["calibration"] == "[1, 0, 0.25, 0, 1, 0]"; }));
    CHECK(listener.hears("touch down 0 window 512,384", tap));
    CHECK(vitrail.stop() == 0);
}
