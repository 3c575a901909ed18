/// The helpers that tests see and drive the display with (tests/support), against libdrm and evdev.

#include "device.hpp"
#include "kms_state.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <linux/input.h>
#include <tuple>
#include <vector>

namespace vitrail::test {
namespace {

using Event = std::tuple<int, int, int>; // type, code, value

/// What a program reads from an input device, without the SYN events.
class Reader {
public:
    explicit Reader(UinputDevice const& device)
        : fd_{open(device.node().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)}
    {
        REQUIRE(fd_);
    }
    [[nodiscard]] std::vector<Event> events() const
    {
        std::vector<Event> out;
        for (input_event event{}; read(fd_.get(), &event, sizeof event) == sizeof event;) {
            if (event.type != EV_SYN)
                out.emplace_back(event.type, event.code, event.value);
        }
        return out;
    }

private:
    Fd fd_;
};

/// udev's word for what the device is; libinput believes it.
bool known_as(UinputDevice const& device, std::string const& property)
{
    return until([&] {
        Process info{{"udevadm", "info", "--query=property", device.node()}};
        info.wait();
        return info.output().contains(property + "=1");
    });
}

TEST_CASE("keys of a virtual keyboard arrive, and udev knows it as one")
{
    VirtualKeyboard const keyboard;
    Reader const reader{keyboard};
    keyboard.tap(KEY_A);
    CHECK(reader.events() == std::vector<Event>{{EV_KEY, KEY_A, 1}, {EV_KEY, KEY_A, 0}});
    CHECK(known_as(keyboard, "ID_INPUT_KEYBOARD"));
}

TEST_CASE("motion, buttons and wheel of a virtual mouse arrive, and udev knows it as one")
{
    VirtualMouse const mouse;
    Reader const reader{mouse};
    mouse.move(3, -4);
    mouse.click(BTN_LEFT);
    mouse.scroll(-1);
    CHECK(reader.events()
        == std::vector<Event>{{EV_REL, REL_X, 3}, {EV_REL, REL_Y, -4}, {EV_KEY, BTN_LEFT, 1}, {EV_KEY, BTN_LEFT, 0},
            {EV_REL, REL_WHEEL, -1}, {EV_REL, REL_WHEEL_HI_RES, -120}});
    CHECK(known_as(mouse, "ID_INPUT_MOUSE"));
}

TEST_CASE("a finger on a virtual touch screen arrives, and udev knows it as one")
{
    VirtualTouchScreen const screen{320, 240};
    Reader const reader{screen};
    screen.down(1, 30, 40);
    screen.up(1);
    auto const events = reader.events();
    CHECK(events.front() == Event{EV_ABS, ABS_MT_SLOT, 1});
    CHECK(events.back() == Event{EV_KEY, BTN_TOUCH, 0});
    CHECK(known_as(screen, "ID_INPUT_TOUCHSCREEN"));
}

TEST_CASE("an input device is unplugged when its object goes")
{
    std::string node;
    {
        VirtualMouse const mouse;
        node = mouse.node();
        CHECK(std::filesystem::exists(node));
    }
    CHECK(until([&] { return !std::filesystem::exists(node); }));
}

TEST_CASE("the state tells which planes show which buffers, bottom to top")
{
    make_device();
    Kms kms;
    KmsBuffer background{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888}, video{kms, 64, 32, DRM_FORMAT_NV12};
    REQUIRE(kms.light_up(background) == 0);
    auto const overlay = kms.overlay(2);
    REQUIRE(KmsRequest{kms}.show(overlay, video, -8, 100).commit() == 0);

    auto const state = kms_state();
    REQUIRE(state.crtcs.size() == 1);
    CHECK(state.crtcs[0].active);
    CHECK(state.crtcs[0].mode == "320x240");
    auto const shown = state.shown();
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].id == kms.primary());
    CHECK(shown[0].fb.format == "XR24");
    CHECK(shown[1].id == overlay);
    CHECK(shown[1].fb.id == video.fb());
    CHECK(shown[1].fb.format == "NV12");
    CHECK(shown[1].fb.allocated_by == "bed-display");
    CHECK(shown[1].fb.width == 64);
    CHECK(shown[1].crtc_box == KmsBox{-8, 100, 64, 32});
    CHECK(kms_framebuffers().size() == 2);
}

TEST_CASE("a picture survives its file, and a difference is told with its place")
{
    auto const file = std::filesystem::temp_directory_path() / "picture.png";
    Picture picture{20, 10, {1, 2, 3}};
    picture.set(7, 5, {10, 20, 30, 40});
    picture.save_png(file);
    auto loaded = Picture::load_png(file);
    CHECK(difference(picture, loaded) == std::nullopt);
    loaded.set(3, 4, {1, 2, 9});
    CHECK(difference(picture, loaded) == "first at 3,4: 010203/ff and 010209/ff; 1 pixels differ, by at most 6");
    CHECK(difference(picture, loaded, 6) == std::nullopt);
    CHECK(difference(picture, Picture{20, 11}) == "sizes: 20x10 and 20x11");
}

TEST_CASE("a dark display has no picture")
{
    make_device();
    CHECK_FALSE(save_display_picture("/tmp/dark.png"));
    CHECK_FALSE(std::filesystem::exists("/tmp/dark.png"));
}

TEST_CASE("a program's whole family ends with its object")
{
    pid_t child = 0;
    {
        Process parent{{"sh", "-c", "sleep 1000 & echo $!; wait"}};
        auto const line = parent.until_line("");
        REQUIRE(line);
        child = std::stoi(*line);
        REQUIRE(kill(child, 0) == 0);
    }
    CHECK(until([&] { return kill(child, 0) != 0; }));
}

TEST_CASE("a program's exit status, its signal and its words are seen")
{
    Process failing{{"sh", "-c", "echo first; echo second word >&2; exit 3"}};
    CHECK(failing.until_line("word") == "second word");
    CHECK(failing.wait() == 3);
    CHECK_FALSE(failing.until_line("third"));
    Process sleeping{{"sleep", "1000"}};
    CHECK_FALSE(sleeping.wait(std::chrono::milliseconds{50}));
    CHECK(sleeping.stop() == 128 + SIGTERM);
}

} // namespace
} // namespace vitrail::test
