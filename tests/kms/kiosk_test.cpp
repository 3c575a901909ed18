// A kiosk on the kernel's displays: its application dies, hangs and loops, displays come and go in any order, the card
// comes late. There is always the right picture, and Vitrail never ends.

#include "amount.hpp"
#include "knob.hpp"
#include "until.hpp"
#include "vitrail.hpp"
#include "writeback.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <format>
#include <fstream>
#include <random>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

int const kills = amount(100, 5), orders = amount(100, 5);

constexpr auto config_file = "/tmp/kiosk.toml", colour_file = "/tmp/kiosk-colour", other_colour_file = "/tmp/kiosk-colour-2",
               edid_file = "/tmp/kiosk-edid";
constexpr Rgba red{255, 0, 0}, blue{0, 0, 255}, paper{0x17, 0x1a, 0x1f};

void write(char const* file, std::string_view text) { std::ofstream{file} << text; }

void set_colour(Rgba p, char const* file = colour_file) { write(file, std::format("{:02x}{:02x}{:02x}\n", p.r, p.g, p.b)); }

std::string application(char const* name, char const* output, char const* colour = colour_file)
{
    return std::format("[kiosk.application.{}]\ncommand = [\"{}\", \"{}\"]\noutput = \"{}\"\n", name,
                       VITRAIL_KIOSK_APPLICATION, colour, output);
}

/// Quick where a person waits, so that a test needs not.
constexpr auto quick = "[kiosk]\nrestart-wait = 0.1\nhealthy-after = 0.05\nhang-timeout = 1\n";

/// Is all of the display's picture of this colour? Not so while it is off.
bool is_filled(Rgba colour, int crtc = 0)
{
    try {
        auto const picture = display_picture(crtc);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (picture.at(x, y) != colour)
                    return false;
        return true;
    } catch (std::runtime_error const&) {
        return false;
    }
}

bool until_filled(Rgba colour, int crtc = 0, std::chrono::nanoseconds limit = 10s)
{
    return until([=] { return is_filled(colour, crtc); }, limit, a_look);
}

/// The numbers of all applications that took up their work so far, oldest first.
std::vector<pid_t> starts(Process const& vitrail)
{
    std::vector<pid_t> out;
    auto const text = vitrail.output();
    constexpr std::string_view word = "application ";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if (auto const number = std::atoi(text.c_str() + at + word.size()); number > 0)
            out.push_back(number);
    return out;
}

void set_edid(int display, std::string const& mode, std::string const& name)
{
    Process make{{"sh", "-c", std::format("edid {} {} 7 >{} && vkms edid {} {}", mode, name,
                                          edid_file, display, edid_file)}};
    if (make.wait() != 0)
        throw std::runtime_error{"no EDID: " + make.output()};
}

/// "Make Model Serial" of a display that is plugged in, as a person learns it: from Vitrail's log.
std::string own_name_of(int display)
{
    Vitrail vitrail{{"--log-level", "info"}};
    auto const connector = std::format("Virtual-{} (", display + 1);
    auto const line = vitrail.process().until_line(connector).value();
    auto const from = line.find(connector) + connector.size();
    return line.substr(from, line.find("): ", from) - from);
}

struct Kiosk {
    Vitrail vitrail{{"--log-level", "info", "--kiosk", "--config", config_file}};
    [[nodiscard]] std::vector<pid_t> applications() { return starts(vitrail.process()); }
};

} // namespace

TEST_CASE("an application that is killed is there again each time, and its last picture never goes")
{
    // Killed at once each time, it would look like a crash loop.
    write(config_file, quick + std::string{"longest-wait = 0.1\ncrash-loop = 0\n"} + application("player", "any"));
    set_colour(red);
    Kiosk kiosk;
    REQUIRE(until_filled(red));
    Rgba now = red;
    for (int i = 0; i < kills; ++i) {
        CAPTURE(i);
        auto const next = now == red ? blue : red;
        set_colour(next);
        auto const before = kiosk.applications();
        REQUIRE(!before.empty());
        ::kill(before.back(), SIGKILL);
        REQUIRE(until([&] {
            bool const there = is_filled(next);
            REQUIRE((there || is_filled(now) || is_filled(next)));
            return there;
        }, 10s, 10ms));
        REQUIRE(until([&] { return kiosk.applications().size() == before.size() + 1; }));
        now = next;
    }
    CHECK(kiosk.vitrail.stop() == 0);
}

TEST_CASE("a crash loop shows a page, and the application as soon as it can run")
{
    std::filesystem::remove(colour_file); // it cannot run without
    write(config_file, quick + application("player", "any"));
    Kiosk kiosk;
    REQUIRE(until([] {
        auto const picture = display_picture();
        return picture.at(0, 0) == paper && lit_pixels() > 0;
    }, 60s, a_look));
    set_colour(blue);
    CHECK(until_filled(blue, 0, 60s));
    CHECK(kiosk.vitrail.stop() == 0);
}

TEST_CASE("an application that hangs is ended and started again; its last picture stays meanwhile")
{
    write(config_file, quick + application("player", "any"));
    set_colour(red);
    Kiosk kiosk;
    REQUIRE(until_filled(red));
    REQUIRE(until([&] { return kiosk.applications().size() == 1; }));
    ::kill(kiosk.applications().front(), SIGSTOP);
    CHECK(until([&] {
        REQUIRE(is_filled(red));
        return kiosk.applications().size() == 2;
    }, 20s, 100ms));
    CHECK(kiosk.vitrail.stop() == 0);
}

TEST_CASE("all displays gone for ten seconds, then another one: the right picture within half a second")
{
    write(config_file, quick + application("player", "any"));
    set_colour(red);
    Kiosk kiosk;
    REQUIRE(until_filled(red));
    for (auto const mode : {"400x300@60", "320x240@60"}) {
        CAPTURE(mode);
        unplug_display();
        CHECK(!until([&] { return !kiosk.vitrail.process().running(); }, 10s, 100ms));
        set_edid(0, mode, mode);
        auto const plugged = std::chrono::steady_clock::now();
        plug_display();
        CHECK(until_filled(red));
        CHECK(std::chrono::steady_clock::now() - plugged <= 500ms);
    }
    CHECK(kiosk.applications().size() == 1);
    CHECK(kiosk.vitrail.stop() == 0);
}

TEST_CASE("in whatever order displays come, go, change and Vitrail starts, each application is on its own display at the end")
{
    write(config_file, quick + application("left", "Virtual-1") + application("right", "Virtual-2", other_colour_file));
    set_colour(red);
    set_colour(blue, other_colour_file);
    plug_display(1);
    std::mt19937 random{first_seed()};
    auto const upto = [&](int n) { return int(random() % unsigned(n)); };
    for (int i = 0; i < orders; ++i) {
        CAPTURE(i);
        int const steps = 6, start = upto(steps);
        bool plugged[]{true, true};
        std::optional<Kiosk> kiosk;
        for (int step = 0; step < steps; ++step) {
            int const display = upto(2);
            if (step == start) {
                kiosk.emplace();
            } else if (upto(3) == 0) {
                set_edid(display, upto(2) ? "400x300@60" : "320x240@60", std::format("m{}", step));
            } else {
                plugged[display] = !plugged[display];
                plugged[display] ? plug_display(display) : unplug_display(display);
            }
            if (upto(2)) // or at once
                until([] { return false; }, std::chrono::milliseconds{upto(300)});
        }
        for (int display = 0; display < 2; ++display)
            if (!plugged[display])
                plug_display(display);
        bool const right = until_filled(red, 0) && until_filled(blue, 1);
        INFO(kiosk->vitrail.process().output());
        CHECK(right);
        CHECK(until([&] { return kiosk->applications().size() == 2; })); // it says so after its picture was shown
        REQUIRE(kiosk->vitrail.stop() == 0);
    }
    unplug_display(1);
}

TEST_CASE("an application is bound to a display, by the name that its EDID has, wherever that is plugged in")
{
    set_edid(0, "320x240@60", "Screen-A");
    set_edid(1, "320x240@60", "Screen-B");
    plug_display(1);
    write(config_file, quick + application("left", "any") + application("right", own_name_of(1).c_str(), other_colour_file));
    set_colour(red);
    set_colour(blue, other_colour_file);
    Kiosk kiosk;
    CHECK(until_filled(red, 0));
    CHECK(until_filled(blue, 1));
    unplug_display(0);
    unplug_display(1);
    set_edid(0, "320x240@60", "Screen-B");
    set_edid(1, "320x240@60", "Screen-A");
    plug_display(0);
    plug_display(1);
    CHECK(until_filled(blue, 0));
    CHECK(until_filled(red, 1));
    CHECK(until([&] { return kiosk.applications().size() == 2; }));
    CHECK(kiosk.vitrail.stop() == 0);
    unplug_display(1);
}

// Last of all, as the device is made anew.
TEST_CASE("a card that appears after half a minute is used")
{
    write(config_file, quick + application("player", "any"));
    set_colour(red);
    remove_device();
    REQUIRE(until([] { return !std::filesystem::exists("/dev/dri/card0"); }));
    Process vitrail{{VITRAIL_PROGRAM, "--backend", "kms", "--kiosk", "--config", config_file}};
    CHECK(!until([&] { return !vitrail.running(); }, 30s, 100ms));
    Process create{{"vkms", "create"}};
    REQUIRE(create.wait() == 0);
    CHECK(until_filled(red, 0, 30s));
    CHECK(vitrail.stop() == 0);
}
