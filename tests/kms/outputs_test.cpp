// Displays that go and come back: the session that is switched away from, the monitor that is unplugged. Clients stay,
// windows stay, and the picture afterwards is the picture before.

#include "amount.hpp"
#include "desktop.hpp"
#include "knob.hpp"
#include "seat.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

int const pauses = amount(500, 5), unplugs = amount(50, 5);

bool shows(Picture const& wanted)
{
    auto const same = [&] {
        try {
            return !difference(wanted, display_picture()).has_value();
        } catch (std::runtime_error const&) {
            return false; // the display is off
        }
    };
    return until(same, 10s, a_look);
}

} // namespace

TEST_CASE("a session that is paused and resumed loses nothing")
{
    Seatd const seatd;
    Vitrail vitrail;
    Desktop desktop{vitrail};
    REQUIRE(desktop.shown());
    auto const picture = display_picture();
    SeatClient other{SeatClient::Waiting{}};
    for (int i = 0; i < pauses; ++i) {
        CAPTURE(i);
        {
            VirtualKeyboard const keyboard;
            REQUIRE(until([&] { // as a person leaves; again until libinput has found the keyboard
                keyboard.press(KEY_LEFTCTRL);
                keyboard.press(KEY_LEFTALT);
                keyboard.tap(KEY_F2);
                keyboard.release(KEY_LEFTALT);
                keyboard.release(KEY_LEFTCTRL);
                return other.active();
            }, 10s, 20ms));
        }
        REQUIRE(desktop.intact());
        other.switch_to(1);
        REQUIRE(until([&] { return !other.active(); }));
        REQUIRE(shows(picture));
        REQUIRE(desktop.intact());
    }
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("unplugging the only monitor loses nothing")
{
    Vitrail vitrail;
    Desktop desktop{vitrail};
    REQUIRE(desktop.shown());
    auto const picture = display_picture();
    for (int i = 0; i < unplugs; ++i) {
        CAPTURE(i);
        unplug_display();
        REQUIRE(until([] { return primary_format().empty(); }));
        REQUIRE(desktop.intact());
        plug_display();
        REQUIRE(shows(picture));
        REQUIRE(desktop.intact());
    }
    CHECK(vitrail.stop() == 0);
}

// Last of all: the device does not come back.
TEST_CASE("the removal of the GPU leaves clients where they are")
{
    Vitrail vitrail;
    Desktop desktop{vitrail};
    REQUIRE(desktop.shown());
    remove_device();
    CHECK(until([] { return !std::filesystem::exists("/dev/dri/card0"); }));
    CHECK(vitrail.process().until_line("display hardware is gone"));
    CHECK(desktop.intact());
    CHECK(vitrail.stop() == 0);
}
