// Real programs on a real kernel display: each starts, shows, takes input where it has it, and ends.

#include "uinput.hpp"
#include "until.hpp"
#include "vitrail.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// The picture changes by itself: the program draws on.
bool keeps_drawing()
{
    auto const before = display_picture();
    return until([&] { return difference(before, display_picture()).has_value(); }, 10s, a_look);
}

} // namespace

TEST_CASE("weston's and other small programs start, show and end")
{
    struct Row {
        std::vector<std::string> command;
        bool animated;
    };
    auto const row = GENERATE(Row{{"weston-simple-shm"}, true}, Row{{"weston-simple-egl"}, true},
        Row{{"weston-presentation-shm"}, true}, Row{{"weston-simple-dmabuf-feedback"}, false},
        Row{{"weston-flower"}, false});
    CAPTURE(row.command.front());
    Vitrail vitrail;
    auto client = vitrail.client(row.command);
    CHECK(until_lit());
    if (row.animated)
        CHECK(keeps_drawing());
    CHECK(client.running());
    client.send(SIGTERM);
    CHECK(client.wait().has_value());
    CHECK(until_dark());
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a terminal takes what is typed")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto foot = vitrail.client({"foot", "sh", "-c", "until [ \"$line\" = ok ]; do read line; done"});
    REQUIRE(until_lit());
    CHECK(until([&] { // lines that were begun before libinput found the keyboard are not the right ones
        for (int key : {KEY_ENTER, KEY_O, KEY_K, KEY_ENTER})
            keyboard.tap(key);
        return !foot.running();
    }, 10s, a_look));
    CHECK(foot.status() == 0);
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("weston-eventdemo sees pointer, buttons, wheel and keys")
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    VirtualMouse const mouse;
    auto demo = vitrail.client(
        {"stdbuf", "-oL", "weston-eventdemo", "--log-focus", "--log-key", "--log-button", "--log-axis", "--log-motion"});
    REQUIRE(until_lit());
    CHECK(until([&] { // again, until libinput has found the keyboard
        keyboard.tap(KEY_A);
        return demo.output().contains("key");
    }, 10s, a_look));
    CHECK(until([&] { // from the corner, where it starts, to the window in the middle
        mouse.move(8, 6);
        return demo.output().contains("motion");
    }, 10s, a_look));
    mouse.click(BTN_LEFT);
    CHECK(demo.until_line("button"));
    mouse.scroll(2);
    CHECK(demo.until_line("axis"));
}

TEST_CASE("a GTK and a Qt program show themselves and close when asked to")
{
    auto const command = GENERATE(std::vector<std::string>{"gtk4-demo"},
        std::vector<std::string>{"/usr/lib/x86_64-linux-gnu/qt6/examples/widgets/painting/basicdrawing/bin/basicdrawing"});
    CAPTURE(command.front());
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto program = vitrail.client(command);
    REQUIRE(until_lit(20'000));
    CHECK(until([&] { // again, until libinput has found the keyboard
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(KEY_Q);
        keyboard.release(KEY_LEFTMETA);
        return !program.running();
    }, 10s, a_look));
    CHECK(program.status() == 0);
    CHECK(until_dark());
}
