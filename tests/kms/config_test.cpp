// What the configuration file makes of real displays and devices.

#include "client_seat.hpp"
#include "client_window.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "vitrail.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <linux/input-event-codes.h>
#include <wayland-client.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr auto file = "/tmp/vitrail-config-test.toml";

void write(std::string_view text)
{
    std::ofstream{file} << text;
}

/// The mode of the display; empty while it is off.
std::string mode()
{
    auto const state = kms_state();
    return state.shown().empty() ? "" : state.crtcs.front().mode;
}

bool until_mode(std::string_view wanted)
{
    return until([=] { return mode() == wanted; }, 5s);
}

/// A client whose window fills the screen, and so hears of everything that a pointer does.
class Listener {
public:
    explicit Listener(Vitrail const& vitrail) : client_{vitrail.connect(), [this] { turn(); }} {}

    /// Does `act`, again and again, until the client is told a line that begins like this.
    bool hears(std::string_view beginning, std::function<void()> const& act, std::chrono::nanoseconds limit = 10s)
    {
        seat_.take();
        return until(
            [&] {
                act();
                turn();
                return std::ranges::any_of(seat_.log, [&](auto const& line) { return line.starts_with(beginning); });
            },
            limit, 50ms);
    }

private:
    void turn()
    {
        for (int i = 0; i < 3; ++i)
            wl_display_roundtrip(client_.display());
    }

    TestClient client_;
    TestSeat seat_{(client_.settle(), client_)};
    TestWindow window_{client_, {.fullscreen = true}};
};

} // namespace

TEST_CASE("the display gets the configured mode, its own or a custom one, and is off when it should be")
{
    write("");
    std::string preferred;
    {
        Vitrail vitrail;
        REQUIRE(until([] { return !mode().empty(); }));
        preferred = mode();
    }
    REQUIRE(preferred != "800x600");

    write("[output.Virtual-1]\nmode = '800x600'\n");
    Vitrail vitrail{{"--config", file}};
    CHECK(until_mode("800x600"));

    write("[output.Virtual-1]\nmode = '1000x700@50'\n");
    vitrail.process().send(SIGHUP);
    CHECK(until_mode("1000x700"));

    write("[output.Virtual-1]\noff = true\n");
    vitrail.process().send(SIGHUP);
    CHECK(until_mode(""));

    write("");
    vitrail.process().send(SIGHUP);
    CHECK(until_mode(preferred));
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a mode that the display refuses is told, and the picture stays")
{
    write("[output.Virtual-1]\nmode = '60000x60000@60'\n");
    Vitrail vitrail{{"--config", file}};
    CHECK(until([] { return !mode().empty(); }));
    auto const line = vitrail.process().until_line("the mode 60000x60000@60 of the configuration does not work");
    REQUIRE(line);
    CHECK(line->contains("It has: "));
    CHECK(line->contains("800x600@"));
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("natural scrolling turns the wheel of a mouse round, also of one that is there already")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Listener listener{vitrail};
    VirtualMouse const mouse;
    auto const scroll = [&] { mouse.scroll(1); };
    REQUIRE(listener.hears("pointer axis vertical -15", scroll));

    write("[input]\nnatural-scroll = true\n");
    vitrail.process().send(SIGHUP);
    CHECK(listener.hears("pointer axis vertical 15", scroll));
}

TEST_CASE("a tap on a touchpad is a click, unless the configuration says otherwise")
{
    write("[input]\ntap-to-click = false\n");
    Vitrail vitrail{{"--config", file}};
    Listener listener{vitrail};
    VirtualTouchpad const touchpad;
    auto const stroke = [&] {
        touchpad.down(300, 300);
        touchpad.move(350, 300);
        touchpad.move(400, 300);
        touchpad.up();
    };
    auto const tap = [&] {
        touchpad.down(500, 300);
        touchpad.up();
    };
    REQUIRE(listener.hears("pointer motion", stroke)); // libinput has found it
    CHECK(!listener.hears("pointer button 272 down", tap, 1s));

    write("");
    vitrail.process().send(SIGHUP);
    CHECK(listener.hears("pointer button 272 down", tap));
}
