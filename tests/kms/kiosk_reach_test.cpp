// From a kiosk nobody gets anywhere else: not to another terminal, not to another program, not out of fullscreen.

#include "seat.hpp"
#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <format>
#include <iterator>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// Holds all but the last while the last is tapped.
void chord(VirtualKeyboard const& keyboard, std::initializer_list<int> keys)
{
    std::vector<int> const all{keys};
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        keyboard.press(all[i]);
    keyboard.tap(all.back());
    for (std::size_t i = all.size() - 1; i-- > 0;)
        keyboard.release(all[i]);
}

} // namespace

TEST_CASE("whatever keys are pressed, they reach the kiosk's application and nothing else")
{
    ScratchFile const config{"kiosk-reach.toml", "[kiosk.application.one]\n"
                                                 "command = ['stdbuf', '-oL', 'weston-eventdemo', '--log-key']\n"};
    Seatd const seatd;
    Vitrail kiosk{{"--kiosk", "--config", config.path}};
    SeatClient other{SeatClient::Waiting{}};
    VirtualKeyboard const keyboard;
    REQUIRE(until_lit());
    auto const picture = display_picture();
    auto const heard = [&](int key) { // how often
        auto const said = kiosk.process().output(), line = std::format("key: {},", key);
        int count = 0;
        for (auto at = said.find(line); at != said.npos; at = said.find(line, at + 1))
            ++count;
        return count;
    };
    REQUIRE(until([&] { // again, until libinput has found the keyboard
        keyboard.tap(KEY_A);
        return heard(KEY_A) > 0;
    }, 10s, a_look));
    // One after the other: the kernel drops what comes too fast.
    auto const reaches = [&](std::initializer_list<int> keys) {
        int const last = *std::prev(keys.end()), before = heard(last);
        chord(keyboard, keys);
        CAPTURE(last);
        CHECK(until([&] { return heard(last) >= before + 2; })); // down and up
    };
    for (int const function : {KEY_F1, KEY_F2, KEY_F7})
        reaches({KEY_LEFTCTRL, KEY_LEFTALT, function}); // another terminal
    reaches({KEY_LEFTMETA, KEY_Q});                     // and what the desktop has keys for
    reaches({KEY_LEFTMETA, KEY_ENTER});
    reaches({KEY_LEFTMETA, KEY_D});
    reaches({KEY_LEFTMETA, KEY_F1});
    reaches({KEY_LEFTMETA, KEY_LEFTSHIFT, KEY_E});
    reaches({KEY_LEFTCTRL, KEY_LEFTALT, KEY_DELETE});
    reaches({KEY_LEFTALT, KEY_TAB});
    reaches({KEY_B});
    CHECK_FALSE(other.active());
    CHECK(difference(picture, display_picture()) == std::nullopt);
    CHECK(kiosk.process().running());
}
