// The small programs that people build a desktop from, on a real kernel display: wallpaper, panel, launcher, notifications,
// lock, idleness.

#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr int whole_display = 1024 * 768;
constexpr std::uint32_t night = 0x204060, poppy = 0xc02040, leaf = 0x20a040;


} // namespace

TEST_CASE("swaybg paints the wallpaper, below all windows")
{
    Vitrail vitrail;
    auto wallpaper = vitrail.client({"swaybg", "-c", "#204060"});
    CHECK(until_shown(night, whole_display));
    ColoredWindow const window{vitrail, poppy, {.size = {200, 100}}};
    CHECK(until_shown(poppy, 200 * 100));
    wallpaper.stop();
    CHECK(until_gone(night));
    CHECK(shown(poppy) == 200 * 100);
}

TEST_CASE("waybar keeps its strip free of windows, and its workspace buttons switch")
{
    constexpr auto bar_height = 30;
    ScratchFile const config{"waybar.json", R"({"layer": "top", "height": 30, "modules-left": ["ext/workspaces"],
        "ext/workspaces": {"on-click": "activate", "sort-by-id": true}})"};
    ScratchFile const style{"waybar.css", "* { border: none; border-radius: 0; margin: 0; padding: 0; min-height: 0; }\n"
                                          "window#waybar { background: #204060; }\n"
                                          "button { background: #204060; min-width: 40px; color: #204060; }\n"};
    Vitrail vitrail;
    VirtualTouchScreen const touch{1024, 768};
    VirtualKeyboard const keyboard;
    auto bar = vitrail.client({"dbus-run-session", "--", "waybar", "-c", config.path, "-s", style.path});
    bool const there = until_shown(night, 1024 * bar_height * 3 / 4); // the rest are its numbers
    INFO(bar.output());
    REQUIRE(there);
    ColoredWindow const window{vitrail, poppy, {.maximized = true}};
    CHECK(until_shown(poppy, 1024 * (768 - bar_height)));
    CHECK(display_picture().at(900, bar_height - 1) == rgb(night));
    REQUIRE(until([&] { // again, until libinput has found the keyboard
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(KEY_2);
        keyboard.release(KEY_LEFTMETA);
        return shown(poppy) == 0;
    }, 10s, a_look));
    ColoredWindow const elsewhere{vitrail, leaf, {.maximized = true}};
    REQUIRE(until_shown(leaf, 1024 * (768 - bar_height)));
    touch.down(0, 20, bar_height / 2); // the first workspace's
    touch.up(0);
    CHECK(until_shown(poppy, 1024 * (768 - bar_height)));
}

TEST_CASE("fuzzel lists choices over everything, takes the keys, and tells which was chosen")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto launcher = vitrail.client(
        {"sh", "-c", "printf 'alpha\\nbeta\\n' | fuzzel --dmenu --background-color=20a040ff --log-level=none"});
    REQUIRE(until_shown(leaf, 5000));
    CHECK(until([&] { // again, until libinput has found the keyboard; letters typed twice choose nothing
        keyboard.tap(KEY_BACKSPACE);
        keyboard.tap(KEY_B);
        keyboard.tap(KEY_ENTER);
        return !launcher.running();
    }, 10s, a_look));
    CHECK(launcher.output().contains("beta"));
    CHECK(until_gone(leaf));
}

TEST_CASE("mako shows a notification over a window, for as long as it was asked to")
{
    Vitrail vitrail;
    ColoredWindow const window{vitrail, poppy, {.maximized = true}};
    auto notified = vitrail.client({"dbus-run-session", "--", "sh", "-c",
        "mako --background-color=#20a040 --border-size=0 & until notify-send -t 3000 hello; do sleep 0.1; done; sleep 60"});
    REQUIRE(until_shown(leaf, 1000));
    CHECK(shown(poppy) > whole_display / 2);
    CHECK(until_gone(leaf));
    CHECK(until_shown(poppy, whole_display));
}

TEST_CASE("swaylock hides everything; killed, it leaves black; a second one unlocks")
{
    Vitrail vitrail;
    ColoredWindow const secret{vitrail, poppy, {.maximized = true}};
    REQUIRE(until_shown(poppy, whole_display));
    std::vector<std::string> const command{"swaylock", "-c", "204060", "--no-unlock-indicator"};
    auto lock = vitrail.client(command);
    REQUIRE(until_shown(night, whole_display));
    lock.send(SIGKILL);
    CHECK(until_gone(night));
    CHECK(shown(poppy) == 0);
    CHECK(lit_pixels() == 0);
    auto second = vitrail.client(command);
    REQUIRE(until_shown(night, whole_display));
    second.send(SIGUSR1); // swaylock's own word for: unlock
    CHECK(second.wait() == 0);
    CHECK(until_shown(poppy, whole_display));
}

TEST_CASE("a Vitrail that is killed while the screen is locked is locked when it starts again, until a locker unlocks it")
{
    ScratchFile const config{"no-locker.toml", "[lock]\ncommand = \"\"\n"};
    std::vector<std::string> const options{"--config", config.path}, locker{"swaylock", "-c", "204060", "--no-unlock-indicator"};
    {
        Vitrail vitrail{options};
        auto lock = vitrail.client(locker);
        REQUIRE(until_shown(night, whole_display));
        vitrail.process().send(SIGKILL);
        vitrail.process().wait();
    }
    Vitrail vitrail{options};
    auto secret = vitrail.client({"foot", "sh", "-c", "printf '\\033[47msecret\\n'; cat"});
    CHECK_FALSE(until([] { return lit_pixels() > 0; }, 3s, a_look));
    auto lock = vitrail.client(locker);
    REQUIRE(until_shown(night, whole_display));
    lock.send(SIGUSR1);
    CHECK(lock.wait() == 0);
    CHECK(until_gone(night)); // the locker's own picture is lit, too
    CHECK(until_lit());
}

TEST_CASE("swayidle hears that nobody is there, and that somebody is back")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto idle = vitrail.client({"swayidle", "-w", "timeout", "2", "echo nobody", "resume", "echo somebody"});
    REQUIRE(idle.until_line("nobody", 20s));
    CHECK_FALSE(idle.output().contains("somebody"));
    CHECK(until([&] { // again, until libinput has found the keyboard
        keyboard.tap(KEY_A);
        return idle.output().contains("somebody");
    }, 10s, a_look));
}

TEST_CASE("wlr-randr lists the display and sets its mode; windows that fill it follow")
{
    Vitrail vitrail;
    ColoredWindow window{vitrail, poppy, {.maximized = true}};
    auto list = vitrail.client({"wlr-randr"});
    REQUIRE(list.wait() == 0);
    CHECK(list.output().contains("Virtual-1"));
    CHECK(list.output().contains("1024x768"));
    auto set = vitrail.client({"wlr-randr", "--output", "Virtual-1", "--mode", "800x600"});
    REQUIRE(window.guest.until([&] { return !set.running() && window.window.size() == Extent{800, 600}; }));
    CHECK(set.status() == 0);
    CHECK(until_shown(poppy, 800 * 600));
    CHECK(display_picture().width() == 800);
}

TEST_CASE("kanshi finds the display and gives it what its profile says")
{
    ScratchFile const profile{"kanshi", "profile {\n output Virtual-1 mode 800x600 transform 180\n}\n"};
    Vitrail vitrail;
    ColoredWindow const window{vitrail, poppy, {.size = {200, 100}}};
    auto kanshi = vitrail.client({"kanshi", "-c", profile.path});
    CHECK(until([] { return display_picture().width() == 800; }, 10s, a_look));
    INFO(kanshi.output());
    auto list = vitrail.client({"wlr-randr"});
    REQUIRE(list.wait() == 0);
    CHECK(list.output().contains("Transform: 180"));
    CHECK(kanshi.running());
}
