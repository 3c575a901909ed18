// The first minutes of somebody who has configured nothing and read nothing but what the screen says: the hint on the empty
// screen, and the keys that Super+F1 shows. With VITRAIL_PICTURES in the environment each step leaves a picture there.

#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t background = 0x1e242e, bar = 0x3a4252, other_bar = 0x22262f;
constexpr int whole_display = 1024 * 768;

/// A Vitrail that nobody has configured, and a keyboard.
struct Newcomer {
    ScratchFile const nothing{"nothing.toml", "\n"};
    Vitrail vitrail{{"--config", nothing.path}, {{"TERMINAL", "foot"}}};
    VirtualKeyboard keyboard;

    void chord(int key, int modifier = KEY_LEFTMETA) const
    {
        keyboard.press(modifier);
        keyboard.tap(key);
        keyboard.release(modifier);
    }
    /// Presses it again and again until it works: libinput finds a new keyboard when it pleases.
    [[nodiscard]] bool chord_until(int key, std::function<bool()> const& done) const
    {
        return until([&] { return chord(key), until(done, 5s, a_look); }, 20s, a_look);
    }
    void picture(std::string const& step) const
    {
        if (char const* folder = std::getenv("VITRAIL_PICTURES"))
            save_display_picture(std::filesystem::path{folder} / ("newcomer-" + step + ".png"));
    }
};

} // namespace

TEST_CASE("a newcomer opens a terminal, tiles, switches, goes to another workspace and locks, by what the screen says")
{
    Newcomer user;
    REQUIRE(until_shown(background, whole_display / 2));
    CHECK(until([] { return shown(background) < whole_display - 10'000; }, 10s, a_look)); // and there is a hint
    user.picture("1-empty");

    REQUIRE(user.chord_until(KEY_F1, [] { return shown(background) < whole_display * 3 / 4; }));
    user.picture("2-help");
    user.keyboard.tap(KEY_ESC);

    REQUIRE(user.chord_until(KEY_ENTER, [] { return shown(bar) > 5'000; }));
    user.picture("3-terminal");
    REQUIRE(user.chord_until(KEY_ENTER, [] { return shown(other_bar) > 5'000; }));
    user.picture("4-two-terminals");

    user.chord(KEY_LEFT);
    CHECK(until([] { return display_picture().at(200, 5) == rgb(bar); }, 10s, a_look));
    user.picture("5-left-half");
    user.chord(KEY_T);
    CHECK(until([] { return display_picture().at(700, 5) == rgb(other_bar) || display_picture().at(700, 5) == rgb(bar); }, 10s, a_look));
    user.picture("6-tiled");
    user.chord(KEY_T);

    auto const before = display_picture();
    user.keyboard.press(KEY_LEFTALT);
    user.keyboard.tap(KEY_TAB);
    CHECK(until([&] { return difference(before, display_picture()).has_value(); }, 10s, a_look));
    user.picture("7-switcher");
    user.keyboard.release(KEY_LEFTALT);

    user.chord(KEY_2);
    CHECK(until_shown(background, whole_display - 10'000));
    user.picture("8-workspace-2");
    user.chord(KEY_1);
    CHECK(until_shown(bar, 5'000));
    user.chord(KEY_D);
    user.picture("9-launcher");
    CHECK(user.vitrail.process().running());
}
