// Every setting of the configuration takes effect when the file is read again, and is gone with its line; or it says that it
// waits for the next start. A setting without a row fails the last case.

#include "control/config.hpp"
#include "input_data.hpp"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "screen_keyboard.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/interfaces/catch_interfaces_registry_hub.hpp>
#include <catch2/interfaces/catch_interfaces_testcase.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <cstdlib>
#include <format>
#include <functional>
#include <linux/input-event-codes.h>
#include <set>
#include <utility>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A person's desk with two displays, and what the person sees and does there.
struct Desk {
    Desk()
    {
        server.plug("RIGHT", {320, 240});
        TestWindow{client}; // who has opened one needs no hint of the keys, which would lie on the background
        server.server().shell().events.run = [this](std::string const& program) { programs += program + "\n"; };
    }
    void use(std::string const& text)
    {
        auto const reading = read_config(text, "vitrail.toml");
        CHECK(reading.findings == std::vector<std::string>{});
        server.server().configure(reading.config);
        server.refresh(3);
    }
    void chord(std::uint32_t key)
    {
        keyboard.press(KEY_LEFTMETA);
        keyboard.tap(key);
        keyboard.release(KEY_LEFTMETA);
    }

    TestTheme theme;
    bool const only_by_configuration = ::unsetenv("XCURSOR_THEME") == 0;
    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    TestClient& client = server.connect();
    std::string programs;
};

using Probe = std::string (*)(Desk&);

std::string told(std::string const& seen) { return seen.size() < 1000 ? seen : "a picture"; }

/// What a client is told of the keyboard that was typed on last.
std::string keys(Desk& desk)
{
    desk.keyboard.tap(KEY_Y);
    TestSeat const seat{desk.client};
    auto const repeat = std::ranges::find_if(seat.log, [](auto const& line) { return line.starts_with("repeat"); });
    return seat.keymap + (repeat == seat.log.end() ? "" : *repeat);
}

std::string cursor(Desk& desk)
{
    desk.mouse.move_by(3, 3);
    desk.mouse.move_to(100, 100);
    desk.server.refresh(2);
    auto const screen = desk.server.screen();
    return std::format("{} pixels, {} of the theme", screen.pixels.size() - std::size_t(screen.count(screen.at(0, 0))),
                       screen.count(TestTheme::arrow));
}

std::string scroll(Desk& desk)
{
    TestWindow const window{desk.client, {.fullscreen = true}};
    desk.server.refresh(2);
    desk.mouse.move_to(100, 100);
    TestSeat seat{desk.client};
    desk.mouse.move_by(1, 1);
    desk.mouse.scroll(1);
    auto const axis = std::ranges::find_if(seat.log, [](auto const& line) { return line.starts_with("pointer axis vertical"); });
    return axis == seat.log.end() ? "" : *axis;
}

std::string displays(Desk& desk)
{
    std::string out;
    for (auto const& output : desk.client.outputs)
        if (!output->gone)
            out += std::format("{} {}x{}@{} scale {} turned {}\n", output->name, output->width, output->height,
                               output->refresh_mhz, output->scale, output->transform);
    auto const area = desk.server.screen("RIGHT").pixels.empty() ? Rect<Logical>{} : desk.server.output("RIGHT").area();
    return out + std::format("right at {},{}", area.x, area.y);
}

std::string displays_that_are_on(Desk& desk)
{
    std::set<std::string> names;
    for (auto const& output : desk.client.outputs)
        if (!output->gone)
            names.insert(output->name);
    return std::format("{}", names);
}

/// Where a window opens, and how; a blue one covers the rest.
std::string window(Desk& desk)
{
    TestWindow const window{desk.client, {.size = {100, 80}, .color = red}};
    TestWindow const cover{desk.client, {.color = blue, .title = "cover", .app_id = "cover", .maximized = true}};
    desk.server.refresh(3);
    std::string out;
    for (auto const* display : {"HEADLESS-1", "RIGHT"}) {
        auto const screen = desk.server.screen(display);
        auto const box = screen.box_of(red);
        out += std::format("{}: {}x{} at {},{}, {} pixels; ", display, box.width, box.height, box.x, box.y, screen.count(red));
    }
    for (auto const state : window.last().states)
        out += std::format("state {} ", state);
    return out;
}

/// Drags the red window that lies in `box`, by the key that moves windows; `pointer` goes where it is let go.
void drag(Desk& desk, Screen::Box const& box, std::function<void(Mouse&)> const& pointer)
{
    desk.mouse.move_to(box.x + 50, box.y + 40);
    desk.keyboard.press(KEY_LEFTMETA);
    desk.mouse.press();
    pointer(desk.mouse);
    desk.mouse.release();
    desk.keyboard.release(KEY_LEFTMETA);
    desk.server.refresh(2);
}

/// Where a window is that was moved to eight units from the left border.
std::string moved(Desk& desk)
{
    TestWindow const window{desk.client, {.size = {100, 80}, .color = red}};
    desk.server.refresh(2);
    auto const box = desk.server.screen().box_of(red);
    drag(desk, box, [&](Mouse& mouse) { mouse.move_by(8 - box.x, 0); });
    return std::format("{}", desk.server.screen().box_of(red).x);
}

/// The size of a window that was let go at the left edge of the screen.
std::string at_the_edge(Desk& desk)
{
    TestWindow const window{desk.client, {.size = {100, 80}, .color = red}};
    desk.server.refresh(2);
    drag(desk, desk.server.screen().box_of(red), [](Mouse& mouse) { mouse.move_to(0, 120); });
    return std::format("{}x{}", window.size().width, window.size().height);
}

std::string place_of_a_second_window(Desk& desk)
{
    TestWindow const first{desk.client, {.size = {100, 80}, .color = red}}, second{desk.client, {.size = {100, 80}, .color = blue}};
    desk.server.refresh(2);
    auto const box = desk.server.screen().box_of(blue);
    return std::format("{},{}", box.x, box.y);
}

/// Who has the keyboard when the pointer was moved onto another window.
std::string focus(Desk& desk)
{
    TestWindow const first{desk.client, {.size = {60, 50}, .color = red, .title = "first"}};
    TestWindow const second{desk.client, {.size = {60, 50}, .color = blue, .title = "second"}};
    desk.server.refresh(2);
    auto const box = desk.server.screen().box_of(red);
    desk.mouse.move_to(box.x + 2, box.y + 2);
    return std::string{desk.server.server().shell().focused()->title()};
}

/// Two windows with title bars, of which one has the keyboard: all pixels.
std::string title_bars(Desk& desk)
{
    TestWindow const first{desk.client, {.size = {100, 40}, .color = red, .title = "Iris", .framed = true}};
    TestWindow const second{desk.client, {.size = {100, 40}, .color = blue, .title = "Iris", .framed = true}};
    desk.mouse.move_to(1, 1);
    desk.server.refresh(3);
    auto const screen = desk.server.screen();
    return {reinterpret_cast<char const*>(screen.pixels.data()), screen.pixels.size() * sizeof(Argb)};
}

std::string background(Desk& desk)
{
    return std::format("{:x}", desk.server.screen("RIGHT").at(300, 200));
}

std::string what_keys_run(Desk& desk)
{
    desk.programs.clear();
    desk.chord(KEY_L);
    desk.chord(KEY_Z);
    return desk.programs;
}

std::string way_of_a_film(Desk& desk)
{
    TestWindow film{desk.client, {.fullscreen = true}};
    for (int i = 0; i < 25; ++i) {
        film.draw(i % 2 ? red : blue);
        desk.server.refresh();
    }
    auto const rows = desk.server.output().placements().rows();
    auto const row = std::ranges::find_if(rows, [](auto const& each) { return each.role != LayerRole::Cursor; });
    return row == rows.end() ? "nothing" : std::string{name_of(row->placement.verdict)};
}

/// What can be pasted of a program that has ended.
std::string copied_before(Desk& desk)
{
    auto& ended = desk.server.connect();
    TestDataDevice const device{ended};
    TestSeat const seat{ended};
    TestWindow const window{ended};
    desk.keyboard.tap(KEY_C);
    TestSource const source{ended, "copied"};
    wl_data_device_set_selection(device.c(), source.c(), seat.keyboard_serial);
    ended.settle();
    ended.kill();
    desk.server.settle();
    TestDataDevice pasting{desk.client};
    TestWindow const focused{desk.client};
    return pasting.selection ? pasting.read(pasting.selection) : "nothing";
}

/// Which privileges a program has that comes now.
std::string privileges(Desk& desk)
{
    std::string out;
    auto const& program = desk.server.connect();
    for (auto const* each : {"zwlr_screencopy_manager_v1", "ext_data_control_manager_v1", "zwp_virtual_keyboard_manager_v1",
                             "zwlr_layer_shell_v1", "ext_session_lock_manager_v1", "ext_foreign_toplevel_list_v1",
                             "zwlr_output_manager_v1", "ext_idle_notifier_v1"})
        if (program.offers(each))
            out += std::format("{} ", each);
    return out;
}

/// Is the screen marked when a program types?
std::string mark(Desk& desk)
{
    auto const seen = [&] { return std::pair{desk.server.screen().pixels, desk.server.screen("RIGHT").pixels}; };
    desk.server.advance(std::chrono::seconds{3}); // until a mark from before is gone
    auto const before = seen();
    ScreenKeyboard robot{desk.client};
    robot.tap(KEY_Y);
    desk.server.refresh(2);
    return seen() == before ? "no mark" : "a mark";
}

/// A setting, a text that has it, and what changes with it. `base` holds before and after.
struct Row {
    char const *setting, *text;
    Probe probe;
    char const* base = "";
};

constexpr Row rows[]{
    {"keyboard.rules", "[keyboard]\nrules = 'base'", keys},
    {"keyboard.model", "[keyboard]\nmodel = 'applealu_jis'", keys},
    {"keyboard.layout", "[keyboard]\nlayout = 'de'", keys},
    {"keyboard.variant", "[keyboard]\nlayout = 'us'\nvariant = 'dvorak'", keys},
    {"keyboard.options", "[keyboard]\noptions = 'ctrl:nocaps'", keys},
    {"keyboard.repeat-rate", "[keyboard]\nrepeat-rate = 7", keys},
    {"keyboard.repeat-delay", "[keyboard]\nrepeat-delay = 77", keys},
    {"keyboard.NAME.rules", "[keyboard.'test keyboard']\nrules = 'base'", keys},
    {"keyboard.NAME.model", "[keyboard.'test keyboard']\nmodel = 'applealu_jis'", keys},
    {"keyboard.NAME.layout", "[keyboard.'test keyboard']\nlayout = 'de'", keys},
    {"keyboard.NAME.variant", "[keyboard.'test keyboard']\nlayout = 'us'\nvariant = 'dvorak'", keys},
    {"keyboard.NAME.options", "[keyboard.'test keyboard']\noptions = 'ctrl:nocaps'", keys},
    {"keyboard.NAME.repeat-rate", "[keyboard.'test keyboard']\nrepeat-rate = 7", keys},
    {"keyboard.NAME.repeat-delay", "[keyboard.'test keyboard']\nrepeat-delay = 77", keys},
    {"cursor.theme", "[cursor]\ntheme = 'squares'", cursor},
    {"cursor.size", "[cursor]\ntheme = 'squares'\nsize = 32", cursor, "[cursor]\ntheme = 'squares'"},
    {"input.scroll-factor", "[input]\nscroll-factor = 2.0", scroll},
    {"input.NAME.scroll-factor", "[input.'test mouse']\nscroll-factor = 2.0", scroll},
    {"clipboard.keep", "[clipboard]\nkeep = 0", copied_before},
    {"planes.use", "[planes]\nuse = 'none'", way_of_a_film},
    {"output.NAME.scale", "[output.RIGHT]\nscale = 2", displays},
    {"output.NAME.position", "[output.RIGHT]\nposition = [500, 100]", displays},
    {"output.NAME.transform", "[output.RIGHT]\ntransform = 'flipped-90'", displays},
    {"output.NAME.off", "[output.HEADLESS-1]\noff = true", displays_that_are_on},
    {"windows.tile", "[windows]\ntile = true", window},
    {"windows.tile-at-edges", "[windows]\ntile-at-edges = false", at_the_edge},
    {"windows.placement", "[windows]\nplacement = 'cascade'", place_of_a_second_window},
    {"windows.focus", "[windows]\nfocus = 'sloppy'", focus},
    {"windows.snap-distance", "[windows]\nsnap-distance = 0", moved},
    {"decorations.mode", "[decorations]\nmode = 'client'", title_bars},
    {"decorations.font", "[decorations]\nfont = 'serif 14'", title_bars},
    {"decorations.height", "[decorations]\nheight = 40", title_bars},
    {"decorations.border", "[decorations]\nborder = 5", title_bars},
    {"decorations.active", "[decorations]\nactive = '#ff0000'", title_bars},
    {"decorations.active-text", "[decorations]\nactive-text = '#00ff00'", title_bars},
    {"decorations.inactive", "[decorations]\ninactive = '#ff0000'", title_bars},
    {"decorations.inactive-text", "[decorations]\ninactive-text = '#00ff00'", title_bars},
    {"background.color", "[background]\ncolor = '#123456'", background},
    {"privileges.capture", "[privileges]\ncapture = 'none'", privileges},
    {"privileges.clipboard", "[privileges]\nclipboard = 'none'", privileges},
    {"privileges.input", "[privileges]\ninput = 'none'", privileges},
    {"privileges.panels", "[privileges]\npanels = 'none'", privileges},
    {"privileges.lock", "[privileges]\nlock = 'none'", privileges},
    {"privileges.windows", "[privileges]\nwindows = 'none'", privileges},
    {"privileges.displays", "[privileges]\ndisplays = 'none'", privileges},
    {"privileges.idle", "[privileges]\nidle = 'none'", privileges},
    {"privacy.mark", "[privacy]\nmark = false", mark},
    {"lock.command", "[lock]\ncommand = 'gtklock'", what_keys_run},
    {"bindings.NAME", "[bindings]\n'Super+Z' = 'run emacs'", what_keys_run},
    {"rule.app-id", "[[rule]]\ntitle = 'window'\napp-id = 'other'\non-top = true", window,
     "[[rule]]\ntitle = 'window'\non-top = true"},
    {"rule.title", "[[rule]]\ntitle = 'other'\napp-id = 'test'\non-top = true", window,
     "[[rule]]\napp-id = 'test'\non-top = true"},
    {"rule.output", "[[rule]]\ntitle = 'window'\noutput = 'RIGHT'", window},
    {"rule.workspace", "[[rule]]\ntitle = 'window'\nworkspace = 3", window, "[[rule]]\ntitle = 'window'\non-top = true"},
    {"rule.size", "[[rule]]\ntitle = 'window'\nsize = [50, 60]\non-top = true", window,
     "[[rule]]\ntitle = 'window'\non-top = true"},
    {"rule.position", "[[rule]]\ntitle = 'window'\nposition = [5, 5]\non-top = true", window,
     "[[rule]]\ntitle = 'window'\non-top = true"},
    {"rule.maximised", "[[rule]]\ntitle = 'window'\nmaximised = true", window},
    {"rule.fullscreen", "[[rule]]\ntitle = 'window'\nfullscreen = true", window},
    {"rule.on-top", "[[rule]]\ntitle = 'window'\non-top = true", window},
    {"rule.floating", "[windows]\ntile = true\n[[rule]]\ntitle = 'window'\nfloating = true\non-top = true", window,
     "[windows]\ntile = true\n[[rule]]\ntitle = 'window'\non-top = true"},
};

/// A setting whose effect needs a world of its own, and the case that proves it.
struct Elsewhere {
    char const *setting, *proof;
};

constexpr Elsewhere elsewhere[]{
    {"output.NAME.vrr", "a refresh that varied is steady again when the user says so, and varies again"},
    {"output.NAME.tearing", "nothing tears on a display that cannot, where the user forbids it, or in a window"},
    {"application.NAME.pacing", "an application is called back late in each refresh, or right after it where its user wants that"},
    {"background.hint", "the hint goes and comes as the configuration says, until a window was there"},
    {"input.output", "fingers on a display that is away or dark reach no window of another one"},
    {"kiosk.application.NAME.command", "what the configuration says of applications holds at once: new ones start, those that are gone are ended"},
    {"kiosk.application.NAME.output", "an application whose output is another one now moves there"},
    {"kiosk.application.NAME.privileges", "an application of a kiosk has its own privileges, whatever its processes are called"},
    {"kiosk.restart-wait", "what a kiosk does when an application fails changes with the configuration"},
    {"kiosk.longest-wait", "what a kiosk does when an application fails changes with the configuration"},
    {"kiosk.healthy-after", "what a kiosk does when an application fails changes with the configuration"},
    {"kiosk.crash-loop", "what a kiosk does when an application fails changes with the configuration"},
    {"kiosk.hang-timeout", "when a kiosk's application hangs, and its cursor rests, changes with the configuration"},
    {"kiosk.cursor-timeout", "when a kiosk's application hangs, and its cursor rests, changes with the configuration"},
    {"limits.surfaces", "how much a client may have is what the configuration says, at once and for everybody"},
    {"limits.subsurfaces", "how much a client may have is what the configuration says, at once and for everybody"},
    {"limits.buffers", "how much a client may have is what the configuration says, at once and for everybody"},
    {"limits.descriptors", "how much a client may have is what the configuration says, at once and for everybody"},
    {"limits.objects", "how many objects a client may have is what the configuration says, too"},
    {"limits.waiting-commits", "how much a client may have is what the configuration says, at once and for everybody"},
    {"limits.unread", "who asks and never reads the answers is disconnected, sooner where the configuration says so"},
};

/// Settings whose effect no session without hardware shows, and where it is shown.
std::set<std::string> const on_hardware{
    "limits.memory",                                                   // tests/kms/config_test.cpp: there are no dmabufs here
    "output.NAME.mode",                                                // tests/kms/config_test.cpp: here no display has a mode of its own
    "looks.corner-radius",   "looks.cross-fade", "looks.dim-inactive", "looks.shadow", // tests/kms/config_test.cpp: our own shaders paint them
    "scheduling.realtime",                                             // tests/program/realtime_test.py: of a process
};

/// Settings that wait, and tell so.
std::set<std::string> const at_start{"shared-memory.import", "xwayland.enabled"};

bool is_case(std::string_view name)
{
    auto const& all = Catch::getRegistryHub().getTestCaseRegistry().getAllInfos();
    return std::ranges::any_of(all, [&](auto const* info) { return info->name == name; });
}

} // namespace

TEST_CASE("every setting takes effect when the configuration is read again, and is gone with its line")
{
    for (auto const& row : rows) {
        INFO(row.setting);
        Desk desk;
        desk.use(row.base);
        auto const before = row.probe(desk);
        desk.use(row.text);
        auto const now = row.probe(desk);
        desk.use(row.base);
        auto const after = row.probe(desk);
        INFO("before: " << told(before) << "\nwith it: " << told(now) << "\nwithout: " << told(after));
        CHECK((now != before)); // in brackets: nobody wants to read pictures
        CHECK((after == before));
    }
}

TEST_CASE("a setting that waits for the next start says so")
{
    auto const now = read_config("[xwayland]\nenabled = false\n[shared-memory]\nimport = false\n", "vitrail.toml").config;
    auto const waiting = needs_restart({}, now);
    CHECK(std::set<std::string>{waiting.begin(), waiting.end()} == at_start);
}

TEST_CASE("no setting is without a proof that it takes effect")
{
    std::set<std::string> proved = at_start;
    proved.insert(on_hardware.begin(), on_hardware.end());
    for (auto const& row : rows)
        proved.insert(row.setting);
    for (auto const& [setting, proof] : elsewhere) {
        INFO(setting << ": " << proof);
        CHECK(is_case(proof));
        proved.insert(setting);
    }
    for (auto const& setting : known_settings()) {
        INFO(setting << " has no row");
        // Those that libinput carries out have theirs in tests/kms/input_options_test.cpp.
        CHECK((proved.contains(setting) || setting.starts_with("input.")));
    }
}
