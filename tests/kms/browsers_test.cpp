// Firefox and Chromium on a real kernel display. In the host's time: they watch their own threads and processes with clocks.

#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <string>
#include <vector>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t night = 0x204060, leaf = 0x20a040; // the page, before and after a key
constexpr int nearly_all = 1024 * 768 / 10 * 7;
constexpr auto a_cold_start = 300s, an_answer = 60s;
constexpr auto now_and_then = 1s; // looked at more often, the picture takes a slow machine's time from the browser
constexpr auto page = "file://" VITRAIL_PAGE;

// Greets nobody and asks nothing. Firefox has two frames a second, and counts them itself: what it has to do for one takes longer
// here than a sixtieth of a second and comes before everything else, so with the display's frames (those that we tell it of) it
// may never come to show its page.
constexpr auto preferences = R"(user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("layout.frame_rate", 2);
user_pref("widget.wayland.vsync.enabled", false);
)";

/// A folder for a browser's profile, gone with this: in memory, for they lock files in it.
struct Profile {
    explicit Profile(std::string_view name) : folder{std::filesystem::temp_directory_path() / name}
    {
        std::filesystem::create_directories(folder);
        std::ofstream{folder / "user.js"} << preferences;
    }
    ~Profile()
    {
        std::error_code still_used;
        std::filesystem::remove_all(folder, still_used);
    }
    Profile(Profile const&) = delete;

    std::filesystem::path folder;
};

/// It shows the page, which turns green at the key G; Super+Q closes its window, and that ends it.
void shows_a_page(std::vector<std::string> const& command)
{
    Vitrail vitrail;
    VirtualKeyboard const keyboard;
    auto browser = vitrail.client(command);
    bool const opened = until([&] { return shown(night) > nearly_all || !browser.running(); }, a_cold_start, now_and_then);
    INFO(browser.output());
    REQUIRE(opened);
    REQUIRE(browser.running());
    CHECK(until([&] {
        keyboard.tap(KEY_G);
        return shown(leaf) > nearly_all;
    }, an_answer, now_and_then));
    keyboard.press(KEY_LEFTMETA);
    keyboard.tap(KEY_Q);
    keyboard.release(KEY_LEFTMETA);
    CHECK(until([&] { return !browser.running(); }, an_answer, now_and_then));
    CHECK(vitrail.process().running());
}

} // namespace

TEST_CASE("Firefox shows a page on the display, which hears keys, and ends when its window is closed")
{
    Profile const profile{"firefox"};
    auto const folder = profile.folder.string();
    shows_a_page({"env", "HOME=" + folder, "firefox-esr", "--no-remote", "--profile", folder, "--kiosk", page});
}

TEST_CASE("Chromium shows a page on the display, which hears keys, and ends when its window is closed")
{
    Profile const profile{"chromium"};
    auto const folder = profile.folder.string();
    shows_a_page({"env", "HOME=" + folder, "chromium", "--no-sandbox", "--ozone-platform=wayland", "--user-data-dir=" + folder,
                  "--no-first-run", "--password-store=basic", "--start-fullscreen", std::string{"--app="} + page});
}
