// A film player, and programs that only know X11, on a real kernel display.

#include "control.hpp"
#include "tool_world.hpp"
#include "uinput.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t night = 0x204060; // the background of xterm
constexpr auto a_cold_start = 120s; // of the bed's clock, which runs while a program waits for its own threads

void close_by_key(VirtualKeyboard const& keyboard)
{
    keyboard.press(KEY_LEFTMETA);
    keyboard.tap(KEY_Q);
    keyboard.release(KEY_LEFTMETA);
}

} // namespace

// Without a video decoder mpv has no frames of the GPU's for --vo=dmabuf-wayland; with GL its pictures are dmabufs, too. They
// have 10 bits a channel, which no plane of the bed reads. "Dumb", it draws a picture at once: what it draws in several passes
// stays black in every second run on llvmpipe, with other compositors as well.
TEST_CASE("a film that mpv plays over the whole screen comes in dmabufs, goes on, and ends when mpv is told so")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto player = vitrail.client({"mpv", "--no-config", "--no-terminal", "--osc=no", "--vo=gpu", "--gpu-context=wayland", "--gpu-dumb-mode=yes",
        "--fullscreen", "--loop=inf", "av://lavfi:testsrc2=size=640x480:rate=30"});
    Control control{vitrail};
    std::vector<LayerPath> layers;
    CHECK(until([&] {
        layers = control.layers();
        return std::ranges::any_of(layers, [](auto const& layer) { return layer.memory == "dmabuf" && layer.frames > 10; });
    }, a_cold_start, a_look));
    INFO(told(layers));
    auto const before = display_picture();
    CHECK(until([&] { return difference(before, display_picture()).has_value(); }, 10s, a_look));
    CHECK(until([&] {
        keyboard.tap(KEY_Q); // mpv's own word for: end; again, until libinput has found the keyboard
        return !player.running();
    }, 10s, a_look));
    CHECK(player.status() == 0);
}

TEST_CASE("xterm takes what is typed, and glxgears turns its wheels, by Xwayland")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto terminal = vitrail.x11_client({"xterm", "-bg", "#204060", "-e", "sh", "-c", "until [ \"$line\" = ok ]; do read line; done"});
    REQUIRE(until_shown(night, 50'000));
    CHECK(until([&] { // lines that were begun before libinput found the keyboard are not the right ones
        for (int key : {KEY_ENTER, KEY_O, KEY_K, KEY_ENTER})
            keyboard.tap(key);
        return !terminal.running();
    }, 10s, a_look));
    CHECK(terminal.status() == 0);
    CHECK(until_gone(night));

    auto gears = vitrail.x11_client({"glxgears"});
    REQUIRE(until_lit(5'000));
    auto const before = display_picture();
    CHECK(until([&] { return difference(before, display_picture()).has_value(); }, 10s, a_look));
    close_by_key(keyboard);
    CHECK(until([&] { return !gears.running(); }));
    CHECK(until_dark());
}
