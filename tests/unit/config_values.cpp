#include "control/config.hpp"
#include "mistakes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

/// The file that is installed as an example.
std::string example()
{
    std::ifstream file{VITRAIL_EXAMPLE_CONFIG};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

TEST_CASE("every setting arrives as it was written")
{
    auto const reading = read_config(R"(
[keyboard]
rules = "evdev"
model = "pc104"
layout = "us,de"
variant = "dvorak,"
options = "ctrl:nocaps"
repeat-rate = 0
repeat-delay = 250
[cursor]
theme = "default"
size = 48
[keyboard."Desk keyboard"]
layout = "ru"
repeat-rate = 30
[keyboard."046d:c52b"]
options = ""
[input]
tap-to-click = false
natural-scroll = true
[input.touchpad]
use = "without-mouse"
accel-profile = "adaptive"
scroll-method = "edge"
tap-buttons = "left-middle-right"
tap-and-drag = false
drag-lock = "sticky"
finger-drag = 3
click-method = "clickfinger"
clickfinger-buttons = "left-right-middle"
disable-while-typing = false
disable-while-trackpointing = true
[input."Logitech MX"]
accel-profile = "flat"
accel-speed = -0.5
scroll-factor = 2
scroll-method = "button"
scroll-button = "middle"
scroll-button-lock = true
left-handed = true
middle-emulation = true
[input."1d6b:0104"]
scroll-button = 280
rotation = 90
calibration = [0, 1, 0, -1.0, 0, 1]
output = "Dell Inc. U2720Q 8LX"
[looks]
corner-radius = 12
shadow = 30
dim-inactive = 20
cross-fade = 150
[planes]
use = "none"
[scheduling]
realtime = false
[xwayland]
enabled = false
[shared-memory]
import = false
[windows]
placement = "cascade"
tile-at-edges = false
focus = "sloppy"
tile = true
snap-distance = 0
[lock]
command = "gtklock"
[background]
hint = false
color = "#ff8000"
[bindings]
"Super+Z" = "workspace 2"
"Super+Q" = "none"
[[rule]]
app-id = "foot"
workspace = 3
[[rule]]
title = "*notes*"
output = "HDMI-A-1"
size = [400, 300]
position = [20, -5]
maximised = false
fullscreen = true
on-top = true
floating = false
[application."org.mozilla.firefox"]
pacing = false
[clipboard]
keep = 8
[limits]
surfaces = 100
subsurfaces = 150
buffers = 200
descriptors = 300
objects = 400
memory = 500
unread = 600
waiting-commits = 700
[privileges]
capture = ["/usr/bin/grim", "org.example.Recorder"]
clipboard = "none"
input = "all"
panels = []
[privacy]
mark = false
[kiosk]
restart-wait = 0.5
longest-wait = 60
healthy-after = 10
crash-loop = 0
hang-timeout = 0
cursor-timeout = 1.5
[kiosk.application.player]
command = ["mpv", "--fullscreen", "a b.mkv"]
output = "Dell Inc. U2720Q 8LX"
[kiosk.application.menu]
command = ["menu"]
privileges = ["panels", "idle"]
[decorations]
mode = "server"
font = "serif 12"
height = 32
border = 0
active = "#102030"
active-text = "#ffffff"
inactive = "#000000"
inactive-text = "#808080"
[output.HDMI-A-1]
mode = "1920x1080@59.94"
scale = 1.33
position = [-1920, 40]
transform = "flipped-270"
[output."Dell Inc. U2720Q 8LX"]
off = true
tearing = false
vrr = "off"
mode = "3840x2160"
scale = 2
)",
                                     "v.toml");
    CHECK(reading.findings == std::vector<std::string>{});
    Config wanted;
    wanted.seat.keyboard = {"evdev", "pc104", "us,de", "dvorak,", "ctrl:nocaps", 0, 250};
    wanted.seat.cursor = {"default", 48};
    wanted.seat.keyboards["Desk keyboard"] = {"evdev", "pc104", "ru", "", "ctrl:nocaps", 30, 250}; // no variant of another layout
    wanted.seat.keyboards["046d:c52b"] = {"evdev", "pc104", "us,de", "dvorak,", "", 0, 250};
    wanted.seat.devices.all = {.natural_scroll = true, .tap_to_click = false};
    wanted.seat.devices.by_name["touchpad"] = {.use = DeviceUse::WithoutMouse,
                                               .accel_profile = AccelProfile::Adaptive,
                                               .scroll_method = ScrollMethod::Edge,
                                               .tap_buttons = FingerButtons::MiddleRight,
                                               .tap_and_drag = false,
                                               .drag_lock = DragLock::Sticky,
                                               .finger_drag = 3,
                                               .click_method = ClickMethod::Clickfinger,
                                               .clickfinger_buttons = FingerButtons::RightMiddle,
                                               .disable_while_typing = false,
                                               .disable_while_trackpointing = true};
    wanted.seat.devices.by_name["Logitech MX"] = {.accel_speed = -0.5,
                                                  .accel_profile = AccelProfile::Flat,
                                                  .scroll_factor = 2,
                                                  .scroll_method = ScrollMethod::Button,
                                                  .scroll_button = Button{0x112},
                                                  .scroll_button_lock = true,
                                                  .left_handed = true,
                                                  .middle_emulation = true};
    wanted.seat.devices.by_name["1d6b:0104"] = {.scroll_button = Button{280},
                                                .rotation = 90,
                                                .calibration = std::array<float, 6>{0, 1, 0, -1, 0, 1},
                                                .output = "Dell Inc. U2720Q 8LX"};
    wanted.seat.clipboard = {.keep = 8};
    wanted.looks = {.corner_radius = 12, .shadow = 30, .dim_inactive = 20, .cross_fade = 150};
    wanted.planes = PlaneUse::None;
    wanted.outputs.by_name["HDMI-A-1"] = {.mode = Mode{{1920, 1080}, 59'940},
        .scale = 160 / 120.0, // the nearest that clients can be told
        .position = Point<Logical>{-1920, 40},
        .transform = Transform::Flipped270};
    wanted.outputs.by_name["Dell Inc. U2720Q 8LX"] = {.mode = Mode{{3840, 2160}}, .scale = 2.0, .off = true, .vrr = VrrUse::Off, .tearing = false};
    wanted.applications.by_app_id["org.mozilla.firefox"] = {.pacing = false};
    wanted.shell.locker = "gtklock";
    wanted.shell.background = {.color = Color{1, float(0x80) / 255, 0, 1}, .hint = false};
    wanted.shell.windows = {.tile = true, .cascade = true, .sloppy = true, .tile_at_edges = false, .snap_distance = 0};
    wanted.shell.frames = {.mode = FrameMode::Server, .font = "serif 12", .height = 32, .border = 0,
                           .active = FrameConfig::rgb(0x102030), .active_text = FrameConfig::rgb(0xffffff),
                           .inactive = FrameConfig::rgb(0), .inactive_text = FrameConfig::rgb(0x808080)};
    bind(wanted.shell.bindings, {*parse_chord("Super+Z"), *parse_deed("workspace 2")});
    bind(wanted.shell.bindings, {*parse_chord("Super+Q"), *parse_deed("none")});
    wanted.shell.rules.all = {{.app_id = "foot", .workspace = WorkspaceId{3}},
                              {.title = "*notes*", .output = "HDMI-A-1", .size = Size<Logical>{400, 300},
                               .position = Point<Logical>{20, -5}, .maximised = false, .fullscreen = true, .on_top = true,
                               .floating = false}};
    wanted.realtime = false;
    wanted.import_shm = false;
    wanted.limits = {100, 150, 200, 300, 400, 500, 600, 700};
    wanted.kiosk = {.applications = {{"player", {{"mpv", "--fullscreen", "a b.mkv"}, "Dell Inc. U2720Q 8LX"}},
                                     {"menu", {{"menu"}, "any", Privileges{0b1000'1000}}}},
                    .restart_wait = 500ms,
                    .longest_wait = 60s,
                    .healthy_after = 10s,
                    .crash_loop = 0,
                    .hang_timeout = 0s,
                    .cursor_timeout = 1500ms};
    wanted.xwayland = false;
    auto& trusted = wanted.privileges.trusted;
    trusted[std::size_t(Privilege::Capture)] = Trusted{{"/usr/bin/grim", "org.example.Recorder"}};
    trusted[std::size_t(Privilege::Clipboard)] = trusted[std::size_t(Privilege::Panels)] = Trusted{};
    trusted[std::size_t(Privilege::Input)] = Trusted{{"all"}};
    wanted.privacy_mark = false;
    CHECK(reading.config == wanted);
}

TEST_CASE("the example file is right as it comes, and right with every setting of it")
{
    REQUIRE(!example().empty());
    auto const quiet = read_config(example(), "vitrail.toml");
    CHECK(quiet.findings == std::vector<std::string>{});
    CHECK(quiet.config == Config{});
    auto const full = read_config(test::whole_example(VITRAIL_EXAMPLE_CONFIG), "vitrail.toml");
    CHECK(full.findings == std::vector<std::string>{});
    CHECK(full.config.outputs.by_name.contains("HDMI-A-1"));
    CHECK(full.config.seat.keyboard.layout == "us");
    CHECK(full.config.kiosk.applications.contains("player"));
    auto kiosk = full.config.kiosk;
    kiosk.applications.clear();
    CHECK(kiosk == KioskConfig{});
    CHECK(full.config.limits == ClientLimits{});
    CHECK(full.config.seat.clipboard == ClipboardConfig{});
    CHECK(full.config.shell.frames == FrameConfig{});
    CHECK(full.config.seat.keyboard.repeat_rate == KeyboardConfig{}.repeat_rate);
    CHECK(full.config.seat.keyboard.repeat_delay == KeyboardConfig{}.repeat_delay);
}

TEST_CASE("a display's own name is stronger than its connector's")
{
    OutputRules rules;
    rules.by_name["DP-1"].scale = 1.0;
    rules.by_name["Dell Inc. U2720Q 8LX"].scale = 2.0;
    CHECK(rules.rule_for({"DP-1", "Dell Inc.", "U2720Q", "8LX"}).scale == 2.0);
    CHECK(rules.rule_for({"DP-1", "Dell Inc.", "U2720Q", "other"}).scale == 1.0);
    CHECK(rules.rule_for({"DP-2", "", "", ""}) == OutputRule{});
}

TEST_CASE("a mode is the display's own that a person means, else a custom one")
{
    Mode const modes[]{{{1920, 1080}, 60'000, true}, {{1920, 1080}, 59'940}, {{1920, 1080}, 144'001}, {{1280, 720}, 75'025}};
    struct Row {
        Mode wanted;
        int refresh_mhz;
    };
    Row const rows[]{
        {{{1920, 1080}, 59'940}, 59'940}, // both 59.94 and 60 Hz exist (CTA-861): the nearer one
        {{{1920, 1080}, 60'000}, 60'000},
        {{{1920, 1080}, 144'000}, 144'001},
        {{{1920, 1080}, 0}, 144'001}, // the highest
        {{{1280, 720}, 75'000}, 75'025},
        {{{1280, 720}, 60'000}, 60'000}, // none near: custom
        {{{800, 600}, 0}, 0},
    };
    for (auto const& row : rows) {
        INFO(row.wanted.size.width << "@" << row.wanted.refresh_mhz);
        auto const chosen = closest_mode(modes, row.wanted);
        CHECK(chosen.size == row.wanted.size);
        CHECK(chosen.refresh_mhz == row.refresh_mhz);
    }
    CHECK(closest_mode({}, {{800, 600}, 60'000}) == Mode{{800, 600}, 60'000});
}
