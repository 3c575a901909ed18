// Touch screens on two displays: which one they belong to, whatever comes, goes and comes back.

#include "control.hpp"
#include "knob.hpp"
#include "listener.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr auto file = "/tmp/vitrail-touch-test.toml";
constexpr auto touch_name = "Vitrail test touch screen";

void write(std::string_view text)
{
    std::ofstream{std::string{file} + ".new"} << text;
    std::filesystem::rename(std::string{file} + ".new", file);
}

} // namespace

TEST_CASE("a touch screen is on one of two displays: the first if nothing is said, the one that is named, and on no other")
{
    write("");
    Vitrail vitrail{{"--config", file}};
    Control control{vitrail};
    VirtualTouchScreen const touch{1000, 1000};
    CHECK(until([&] { return control.screen_of(touch_name) == "Virtual-1"; }));
    write("[input.touch]\noutput = 'Virtual-2'\n");
    CHECK(until([&] { return control.screen_of(touch_name) == "Virtual-2"; }));
    unplug_display(1);
    CHECK(until([&] { return control.screen_of(touch_name).empty(); }));
    plug_display(1);
    CHECK(until([&] { return control.screen_of(touch_name) == "Virtual-2"; }));
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a finger on the second display, which is turned, reaches what is shown there")
{
    write("[output.Virtual-2]\ntransform = '90'\nposition = [320, 0]\n[output.Virtual-1]\nposition = [0, 0]\n"
          "[input.touch]\noutput = 'Virtual-2'\n[[rule]]\noutput = 'Virtual-2'\n");
    Vitrail vitrail{{"--config", file}};
    Listener listener{vitrail};
    VirtualTouchScreen const touch{1000, 1000};
    // The picture is turned by a quarter against the clock: its top left is at the bottom left of the glass.
    CHECK(listener.hears("touch down 0 window 24,32", [&] {
        touch.down(0, 100, 900);
        touch.up(0);
    }));
    CHECK(vitrail.stop() == 0);
}
