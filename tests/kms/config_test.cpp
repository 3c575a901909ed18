// What the configuration file makes of real displays and devices.

#include "client_dmabuf.hpp"
#include "desktop.hpp"
#include "guest.hpp"
#include "listener.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "vitrail.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <linux/input-event-codes.h>
#include <list>

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
    CHECK(listener.hears("pointer button 272 down", tap));
}

TEST_CASE("looks come and go with the configuration")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Desktop desktop{vitrail};
    REQUIRE(desktop.shown());
    auto const plain = display_picture();
    auto const is_plain = [&] { return !difference(plain, display_picture()).has_value(); };
    for (auto const* look : {"corner-radius = 12", "shadow = 30", "dim-inactive = 40"}) {
        INFO(look);
        write(std::string{"[looks]\n"} + look + "\n");
        CHECK(until([&] { return !is_plain(); }, 10s, a_look));
        write("");
        CHECK(until(is_plain, 10s, a_look));
    }
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("how much memory of dmabufs a client may have changes with the configuration")
{
    write("");
    Vitrail vitrail{{"--config", file, "--log-level", "info"}};
    constexpr Extent one_mib{512, 512};
    auto const survives = [&](int buffers) {
        Guest guest{vitrail};
        std::list<TestDmabuf> all;
        for (int i = 0; i < buffers; ++i)
            all.emplace_back(guest.client(), one_mib, PixelFormat::Xrgb8888);
        guest.turn();
        return guest.client().alive();
    };
    CHECK(survives(200));
    write("[limits]\nmemory = 64\n");
    CHECK(vitrail.process().until_line("configuration read again"));
    CHECK(survives(50));
    CHECK(!survives(200)); // counted now and then, not with each
    CHECK(vitrail.stop() == 0);
}
