// Programs that see others, make input or look into the clipboard: what the user is shown of it.

#include "capture_recorder.hpp"
#include "client_screencopy.hpp"
#include "ext-data-control-v1-client-protocol.h"
#include "output/output.hpp"
#include "remote_pointer.hpp"
#include "screen_keyboard.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <linux/input-event-codes.h>
#include <optional>
#include <utility>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Argb red_dot = 0xffed4236, yellow_dot = 0xfffac429, blue_dot = 0xff599efa;

Config with_mark(std::optional<bool> mark)
{
    Config out;
    out.privacy_mark = mark;
    return out;
}

struct Desk {
    TestServer server{{.config = with_mark(true)}};
    TestClient& client = server.connect();
    TestWindow window{client, {.size = {200, 150}, .color = green}};
    TestClient& other = server.connect();
    Screen clean;

    Desk()
    {
        server.refresh(3);
        clean = server.screen();
    }
    /// Is there a dot of this colour in the top right corner?
    [[nodiscard]] bool marked(Argb dot = red_dot)
    {
        auto const screen = server.screen();
        auto const near = [](Argb a, Argb b) {
            auto const channel = [](Argb c, int shift) { return int(c >> shift & 0xff); };
            for (int const shift : {0, 8, 16})
                if (std::abs(channel(a, shift) - channel(b, shift)) > 3)
                    return false;
            return true;
        };
        for (int x = screen.width - 70; x < screen.width; ++x)
            if (near(screen.at(x, 15), dot))
                return true;
        return false;
    }
};

/// Something that looks into the clipboard.
class ClipboardView {
public:
    explicit ClipboardView(TestClient& client)
    {
        auto* manager = client.bind<ext_data_control_manager_v1>(ext_data_control_manager_v1_interface, 1);
        REQUIRE(manager);
        device_ = ext_data_control_manager_v1_get_data_device(manager, client.globals.seat);
        ext_data_control_manager_v1_destroy(manager);
        client.settle();
    }
    ~ClipboardView() { ext_data_control_device_v1_destroy(device_); }
    ClipboardView(ClipboardView const&) = delete;

private:
    ext_data_control_device_v1* device_;
};

} // namespace

TEST_CASE("the screen is marked while a program records it, and no recording has the mark in it")
{
    Desk desk;
    {
        Recorder recorder{desk.other};
        REQUIRE(recorder.capture());
        CHECK(recorder.picture() == desk.clean);
        for (int second = 0; second < 5; ++second) {
            recorder.ask();
            desk.window.draw(green); // or there is nothing to record
            desk.server.advance(1s);
            REQUIRE(recorder.ready);
            CHECK(desk.marked());
            CHECK(desk.server.screen() != desk.clean);
            CHECK(recorder.picture() == desk.clean);
        }
    }
    desk.server.advance(3s);
    CHECK(desk.server.screen() == desk.clean);
}

TEST_CASE("a screenshot in either way has no mark in it, and is marked after it for a moment, steadily")
{
    Desk desk;
    SECTION("ext-image-copy-capture")
    {
        Recorder recorder{desk.other};
        REQUIRE(recorder.capture());
        CHECK(recorder.picture() == desk.clean);
    }
    SECTION("wlr-screencopy")
    {
        Screencopy shot{desk.other, false};
        desk.server.refresh(2);
        REQUIRE(shot.ready);
        CHECK(Screen{shot.size().width, shot.size().height, shot.pixels()} == desk.clean);
    }
    int changes = 0, marked_for = 0;
    for (bool before = false; marked_for < 500 && changes < 2; desk.server.refresh()) {
        bool const now = desk.marked();
        changes += now != std::exchange(before, now);
        marked_for += now;
    }
    CHECK(changes == 2);
    CHECK(marked_for >= 50); // a second, at 50 Hz
    CHECK(marked_for <= 125);
}

TEST_CASE("a recorder that crashes is marked for a moment, and then not any more")
{
    Desk desk;
    {
        Recorder recorder{desk.other};
        REQUIRE(recorder.capture());
        desk.other.kill();
    }
    desk.server.advance(1s);
    CHECK(desk.marked());
    desk.server.advance(2s);
    CHECK(desk.server.screen() == desk.clean);
}

TEST_CASE("a film that fills the screen is marked for a moment when it is recorded, and then on its plane again")
{
    TestServer server{{.config = with_mark(true)}};
    auto& client = server.connect();
    TestWindow film{client, {.color = red, .fullscreen = true}};
    auto const play = [&](int frames) {
        for (int i = 0; i < frames; ++i) {
            film.draw(i % 2 ? red : blue);
            server.refresh();
        }
    };
    play(12);
    Recorder recorder{server.connect()};
    REQUIRE(recorder.capture());
    auto const start = server.output().stats();
    play(200);
    auto const marked = server.output().stats();
    CHECK(marked.composed > start.composed);
    play(50);
    CHECK(server.output().stats().direct == marked.direct + 50);
    CHECK(server.output().stats().composed == marked.composed);
}

TEST_CASE("a recording of a still screen costs nothing, marked or not")
{
    Desk desk;
    Recorder recorder{desk.other};
    REQUIRE(recorder.capture());
    desk.server.advance(10s);
    recorder.ask();
    desk.server.refresh(3);
    auto const wakeups = desk.server.loop().timer_wakeups();
    auto const commits = desk.server.output().stats().commits;
    desk.server.advance(60s);
    CHECK(desk.marked());
    CHECK(desk.server.loop().timer_wakeups() == wakeups);
    CHECK(desk.server.output().stats().commits == commits);
}

TEST_CASE("the screen is marked while a program types or points, and a device that rests is none")
{
    Desk desk;
    ScreenKeyboard robot{desk.other};
    RemotePointer hand{desk.server.connect()};
    desk.server.advance(5s);
    CHECK_FALSE(desk.marked(yellow_dot));
    robot.tap(KEY_A);
    desk.server.refresh(2);
    CHECK(desk.marked(yellow_dot));
    desk.server.advance(3s);
    CHECK_FALSE(desk.marked(yellow_dot));
    hand.move_to(1, 1, 4, 4);
    desk.server.refresh(2);
    CHECK(desk.marked(yellow_dot));
    desk.server.advance(3s);
    CHECK_FALSE(desk.marked(yellow_dot));
}

TEST_CASE("what a screen keyboard types under the user's own finger or button is not marked")
{
    Desk desk;
    TestWindow board{desk.other, {.size = {300, 200}}};
    TestSeat const hands{desk.other};
    ScreenKeyboard keys{desk.other};
    desk.server.refresh(2);
    TouchScreen screen{desk.server};
    screen.down(0, 160, 120);
    keys.key(KEY_A, true);
    screen.up(0);
    keys.key(KEY_A, false);
    desk.server.refresh(3);
    CHECK_FALSE(desk.marked(yellow_dot));
    Mouse mouse{desk.server};
    mouse.move_to(160, 120);
    mouse.press();
    keys.tap(KEY_B);
    mouse.release();
    desk.server.refresh(3);
    CHECK_FALSE(desk.marked(yellow_dot));
    keys.tap(KEY_C); // by itself
    desk.server.refresh(3);
    CHECK(desk.marked(yellow_dot));
}

TEST_CASE("the screen is marked for a moment when a program begins to look into the clipboard")
{
    Desk desk;
    ClipboardView view{desk.other};
    desk.server.advance(500ms);
    CHECK(desk.marked(blue_dot));
    desk.server.advance(3s);
    CHECK(desk.server.screen() == desk.clean);
}

TEST_CASE("several uses at a time have a dot each")
{
    Desk desk;
    Recorder recorder{desk.other};
    ClipboardView view{desk.other};
    ScreenKeyboard robot{desk.other};
    desk.server.advance(500ms);
    robot.tap(KEY_A);
    desk.server.refresh(2);
    CHECK(desk.marked(red_dot));
    CHECK(desk.marked(yellow_dot));
    CHECK(desk.marked(blue_dot));
}

TEST_CASE("the mark moves to another screen when its own goes")
{
    Desk desk;
    desk.server.plug("HEADLESS-2", {320, 240});
    Recorder recorder{desk.other};
    desk.server.advance(1s);
    REQUIRE(desk.marked());
    desk.server.unplug("HEADLESS-1");
    desk.server.advance(1s);
    auto const screen = desk.server.screen("HEADLESS-2");
    CHECK(screen.at(320 - 15, 15) != black);
}

TEST_CASE("there is no mark where the user wants none, and there is one in a kiosk whose keeper wants one")
{
    auto const is_marked = [](ServerSetup setup) {
        if (setup.kiosk)
            setup.config.privileges.trusted[std::size_t(Privilege::Capture)] = Trusted{{"all"}};
        TestServer server{setup};
        Recorder recorder{server.connect()};
        server.advance(1s);
        return server.screen().at(320 - 15, 15) != black;
    };
    CHECK(is_marked({.config = with_mark(true)}));
    CHECK_FALSE(is_marked({.config = with_mark(false)}));
    CHECK(is_marked({.kiosk = true, .config = with_mark(true)}));
}
