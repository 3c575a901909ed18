#include "control/config.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

/// One mistake: the file that has it, and the line a person reads about it.
struct Mistake {
    char const* text;
    char const* finding;
};

constexpr Mistake mistakes[]{
    {"[keyboard]\nrepeat-rate = 'fast'",
     "v.toml:2: keyboard.repeat-rate: 'fast' is not a number; write characters a second, such as 25, or 0 for no repetition"},
    {"keyboard.repeat-rate = -1",
     "v.toml:1: keyboard.repeat-rate: -1 is not between 0 and 1000; write characters a second, such as 25, or 0 for no "
     "repetition"},
    {"[keyboard]\n\nrepeat-rate = 2.5",
     "v.toml:3: keyboard.repeat-rate: 2.5 is not a whole number; write characters a second, such as 25, or 0 for no "
     "repetition"},
    {"[keyboard]\nrepeat-delay = 0",
     "v.toml:2: keyboard.repeat-delay: 0 is not between 1 and 10000; write milliseconds until a key repeats, such as 600"},
    {"[keyboard]\nlayout = 7", "v.toml:2: keyboard.layout: 7 is not a text in quotes; write layouts, such as \"us,de\""},
    {"[keyboard]\nlayout = \"u\\u0000s\"", "v.toml:2: keyboard.layout: 'u?s' is not a name; write layouts, such as \"us,de\""},
    {"[keyboard]\nlayuot = 'us'", "v.toml:2: keyboard.layuot: there is no such setting; did you mean layout?"},
    {"[keyboard]\nbrightness = 3",
     "v.toml:2: keyboard.brightness: there is no such setting; there are rules, model, layout, variant, options, repeat-rate, "
     "repeat-delay"},
    {"[keyboard]\nlayout = 'us'\nvariant = 'dvorrak'",
     "v.toml:1: keyboard: xkb knows no keymap with layout 'us', variant 'dvorrak'; xkeyboard-config(7) lists what there is"},
    {"keyboard = 'us'", "v.toml:1: keyboard: 'us' is not a table; write [keyboard]"},
    {"[keybord]\nlayout = 'us'", "v.toml:1: keybord: there is no such table; did you mean keyboard?"},
    {"wallpaper = 'a.png'", "v.toml:1: wallpaper: there is no such table; there are keyboard, cursor, input, clipboard, looks, planes, scheduling, xwayland, shared-memory, output, application, kiosk, limits, privileges, privacy, windows, decorations, lock, background, bindings, rule"},
    {"[output.DP-1]\nvrr = true",
     "v.toml:2: output.DP-1.vrr: true is not a use of a variable refresh rate; write \"off\", \"content\", \"fullscreen\" or "
     "\"on\""},
    {"[application.foot]\npace = false",
     "v.toml:2: application.foot.pace: there is no such setting; did you mean pacing?"},
    {"[application.foot]\npacing = 'late'", "v.toml:2: application.foot.pacing: 'late' is neither true nor false; write true or false, without quotes"},
    {"[application]\nfoot = false",
     "v.toml:2: application.foot: false is not a table; write [application.APP_ID], where APP_ID is a program's own name for its "
     "windows, such as \"org.mozilla.firefox\""},
    {"[kiosk]\nrestart-wait = 0",
     "v.toml:2: kiosk.restart-wait: 0 is not between 0.01 and 86400; write seconds, such as 1"},
    {"[kiosk]\nhang-timeout = '20s'",
     "v.toml:2: kiosk.hang-timeout: '20s' is not a number; write seconds, such as 20, or 0 for never"},
    {"[kiosk]\ncrash-loop = true",
     "v.toml:2: kiosk.crash-loop: true is not a number; write failures in a row, such as 5, or 0 for no page"},
    {"[kiosk]\napplication = 'mpv'",
     "v.toml:2: kiosk.application: 'mpv' is not a table; write [kiosk.application.NAME]"},
    {"[kiosk.application]\nplayer = ['mpv']",
     "v.toml:2: kiosk.application.player: ['mpv'] is not a table; write [kiosk.application.NAME] with a command"},
    {"[kiosk.application.player]\noutput = 'any'",
     "v.toml:1: kiosk.application.player: it has no command; write command = [\"program\", \"argument\"]"},
    {"[clipboard]\nkeep = -1", "v.toml:2: clipboard.keep: -1 is not between 0 and 4096; write MiB, such as 64, or 0 for nothing"},
    {"[limits]\nsurfaces = 1",
     "v.toml:2: limits.surfaces: 1 is not between 16 and 1073741823; write a number of surfaces, such as 8192"},
    {"[limits]\nwaiting-commits = 'many'",
     "v.toml:2: limits.waiting-commits: 'many' is not a number; write a number of commits, such as 1024"},
    {"[bindings]\n\"Super+Qq\" = \"close\"", "v.toml:2: bindings.\"Super+Qq\": 'Qq' is no key; write its name as xev(1) or wev(1) shows it, such as Left"},
    {"[bindings]\n\"Super+Z\" = \"explode\"", "v.toml:2: bindings.\"Super+Z\": 'explode' is nothing that a key can do; vitrail-bindings(5) lists what there is"},
    {"[bindings]\n\"\\u001bQ\" = \"close\"", "v.toml:2: bindings.\"?Q\": '?Q' is no key; write its name as xev(1) or wev(1) shows it, such as Left"},
    {"[background]\ncolor = \"red\"", "v.toml:2: background.color: 'red' is not a colour; write \"#rrggbb\", red, green and blue in hexadecimal, such as \"#203040\""},
    {"[windows]\nsnap-distance = -1", "v.toml:2: windows.snap-distance: -1 is not between 0 and 200; write logical units, such as 10, or 0 for none"},
    {"rule = 3", "v.toml:1: rule: 3 is not a list of tables; write [[rule]]"},
    {"[[rule]]\n[[rule]]\nworkspace = 12", "v.toml:3: rule.workspace: 12 is not between 1 and 9; write the number of a workspace, from 1 to 9"},
    {"[[rule]]\nsize = [0, 5]", "v.toml:2: rule.size: [0, 5] is not a size; write [width, height] in logical units, such as [800, 600]"},
    {"[xwayland]\nenabled = \"yes\"", "v.toml:2: xwayland.enabled: 'yes' is neither true nor false; write true or false, without quotes"},
    {"[scheduling]\nrealtime = 1", "v.toml:2: scheduling.realtime: 1 is neither true nor false; write true or false, without quotes"},
    {"[privileges]\ncaptrue = 'all'", "v.toml:2: privileges.captrue: there is no such setting; did you mean capture?"},
    {"[privacy]\nmark = 1", "v.toml:2: privacy.mark: 1 is neither true nor false; write true or false, without quotes"},
    {"[cursor]\nsize = 513", "v.toml:2: cursor.size: 513 is not between 1 and 512; write logical pixels, such as 24"},
    {"[cursor]\ntheme = 'No Such Theme'",
     "v.toml:2: cursor.theme: no cursor theme 'No Such Theme' is installed; install it, or write the name of a folder with a "
     "folder 'cursors' in /usr/share/icons or ~/.local/share/icons"},
    {"[input]\ntap-to-click = 'true'",
     "v.toml:2: input.tap-to-click: 'true' is neither true nor false; write true or false, without quotes"},
    {"[input]\nnatural-scroll = 1",
     "v.toml:2: input.natural-scroll: 1 is neither true nor false; write true or false, without quotes"},
    {"[input.touchpda]\n", "v.toml:1: input.touchpda: there is no such kind of device; did you mean touchpad?"},
    {"[input]\naccel-profil = 'flat'", "v.toml:2: input.accel-profil: there is no such setting; did you mean accel-profile?"},
    {"[input.mouse]\naccel-profile = 'fast'",
     "v.toml:2: input.mouse.accel-profile: 'fast' is none of its values; write \"flat\" or \"adaptive\""},
    {"[input.mouse]\naccel-speed = 2", "v.toml:2: input.mouse.accel-speed: 2 is not between -1 and 1; write -1 to 1, such as 0.3"},
    {"[input.'A B']\nscroll-factor = 0",
     "v.toml:2: input.\"A B\".scroll-factor: 0 is not between 0.01 and 100; write how many times as far, such as 0.5"},
    {"[input]\nscroll-button = 'wheel'",
     "v.toml:2: input.scroll-button: 'wheel' is none of its values; write \"left\", \"right\", \"middle\", \"side\", \"extra\", "
     "\"forward\", \"back\" or \"task\""},
    {"[input]\nscroll-button = 1",
     "v.toml:2: input.scroll-button: 1 is not between 256 and 767; write the button's code as libinput debug-events shows it, "
     "such as 274"},
    {"[input.touchpad]\nfinger-drag = 2",
     "v.toml:2: input.touchpad.finger-drag: 2 is no such number of fingers; write 3, 4, or 0 for none"},
    {"[input.touch]\ncalibration = [1, 0, 0]",
     "v.toml:2: input.touch.calibration: [1, 0, 0] is not a matrix; write six numbers, such as [1, 0, 0, 0, 1, 0]"},
    {"[input.touch]\nrotation = 360",
     "v.toml:2: input.touch.rotation: 360 is not between 0 and 359; write degrees clockwise, such as 90"},
    {"[input.touch]\noutput = ''",
     "v.toml:2: input.touch.output: '' is empty; write a connector such as \"HDMI-A-1\", or a display's own name"},
    {"[input]\ntouch = true",
     "v.toml:2: input.touch: there is no such setting; there are use, accel-profile, accel-speed, natural-scroll, scroll-factor, scroll-method, scroll-button, scroll-button-lock, left-handed, middle-emulation, tap-to-click, tap-buttons, tap-and-drag, drag-lock, finger-drag, click-method, clickfinger-buttons, disable-while-typing, disable-while-trackpointing, rotation, calibration, output"},
    {"[keyboard.'Desk keyboard']\nlayout = 'klingon'",
     "v.toml:1: keyboard.\"Desk keyboard\": xkb knows no keymap with layout 'klingon'; xkeyboard-config(7) lists what there is"},
    {"[looks]\ncorner-radius = -1",
     "v.toml:2: looks.corner-radius: -1 is not between 0 and 100; write logical pixels, such as 8, or 0 for square corners"},
    {"[windows]\nfocus = true",
     "v.toml:2: windows.focus: true does not say what the focus follows; write \"click\" or \"sloppy\""},
    {"[decorations]\nmode = 'none'",
     "v.toml:2: decorations.mode: 'none' does not say who draws title bars; write \"auto\", \"server\" or \"client\""},
    {"[decorations]\nfont = ''",
     "v.toml:2: decorations.font: '' is no font; write a font and its size in points, such as \"sans-serif 10\""},
    {"[decorations]\nheight = 4", "v.toml:2: decorations.height: 4 is not between 16 and 100; write logical pixels, such as 28"},
    {"[decorations]\nborder = 50",
     "v.toml:2: decorations.border: 50 is not between 0 and 20; write logical pixels, such as 1, or 0 for none"},
    {"[looks]\nshadow = 'soft'",
     "v.toml:2: looks.shadow: 'soft' is not a number; write how far it reaches in logical pixels, such as 24, or 0 for none"},
    {"[looks]\ncross-fade = 60000",
     "v.toml:2: looks.cross-fade: 60000 is not between 0 and 2000; write milliseconds, such as 200, or 0 for none"},
    {"[looks]\ndim-inactive = 100",
     "v.toml:2: looks.dim-inactive: 100 is not between 0 and 90; write percent, such as 15, or 0 for none"},
    {"[planes]\nuse = 'overlay'",
     "v.toml:2: planes.use: 'overlay' is not a use of planes; write \"all\", \"primary\" or \"none\""},
    {"[planes]\nuse = true",
     "v.toml:2: planes.use: true is not a use of planes; write \"all\", \"primary\" or \"none\""},
    {"planes = 'none'", "v.toml:1: planes: 'none' is not a table; write [planes]"},
    {"[output.DP-1]\nmode = '1920*1080'",
     "v.toml:2: output.DP-1.mode: '1920*1080' is not a mode; write pixels and hertz in quotes, such as \"1920x1080\" or "
     "\"1920x1080@59.94\""},
    {"[output.DP-1]\nmode = '1920x1080@60Hz'",
     "v.toml:2: output.DP-1.mode: '1920x1080@60Hz' is not a mode; write pixels and hertz in quotes, such as \"1920x1080\" or "
     "\"1920x1080@59.94\""},
    {"[output.DP-1]\nmode = '0x-4@nan'",
     "v.toml:2: output.DP-1.mode: '0x-4@nan' is not a mode; write pixels and hertz in quotes, such as \"1920x1080\" or "
     "\"1920x1080@59.94\""},
    {"[output.DP-1]\nmode = [1920, 1080]",
     "v.toml:2: output.DP-1.mode: [1920, 1080] is not a mode; write pixels and hertz in quotes, such as \"1920x1080\" or "
     "\"1920x1080@59.94\""},
    {"[output.DP-1]\nscale = 9", "v.toml:2: output.DP-1.scale: 9 is not between 0.5 and 8; write 0.5 to 8, such as 1.5"},
    {"[output.DP-1]\nscale = nan", "v.toml:2: output.DP-1.scale: nan is not between 0.5 and 8; write 0.5 to 8, such as 1.5"},
    {"[output.DP-1]\nscale = '2'", "v.toml:2: output.DP-1.scale: '2' is not a number; write 0.5 to 8, such as 1.5"},
    {"[output.DP-1]\nposition = [0]",
     "v.toml:2: output.DP-1.position: [0] is not a position; write [x, y] in logical units, such as [1920, 0]"},
    {"[output.DP-1]\nposition = [0, 9999999999]",
     "v.toml:2: output.DP-1.position: [0, 9999999999] is not a position; write [x, y] in logical units, such as [1920, 0]"},
    {"[output.DP-1]\ntransform = 90",
     "v.toml:2: output.DP-1.transform: 90 is not a transform; write \"normal\", \"90\", \"180\", \"270\", or \"flipped\", "
     "\"flipped-90\", \"flipped-180\", \"flipped-270\""},
    {"[output.DP-1]\noff = 'yes'",
     "v.toml:2: output.DP-1.off: 'yes' is neither true nor false; write true or false, without quotes"},
    {"[output.'Dell Inc. U2720Q']\nscal = 2",
     "v.toml:2: output.\"Dell Inc. U2720Q\".scal: there is no such setting; did you mean scale?"},
    {"[output]\nscale = 2",
     "v.toml:2: output.scale: 2 is not a table; write [output.NAME], where NAME is a connector such as HDMI-A-1"},
    {"[cursor]\nsize = 12\nsize = 13",
     "v.toml:3: not TOML: Error while parsing key-value pair: cannot redefine existing integer 'size'; mend this, or write # before it: "
     "nothing of this file is used until then"},
    {"[cursor]\ntheme = \"\\u001b[31m\" # hostile",
     "v.toml:2: cursor.theme: no cursor theme '?[31m' is installed; install it, or write the name of a folder with a folder "
     "'cursors' in /usr/share/icons or ~/.local/share/icons"},
};

} // namespace

TEST_CASE("each mistake in the configuration is one line with its place and its remedy, and leaves the default")
{
    for (auto const& mistake : mistakes) {
        INFO(mistake.text);
        auto const reading = read_config(mistake.text, "v.toml");
        CHECK(reading.findings == std::vector<std::string>{mistake.finding});
        auto kept = reading.config;
        kept.outputs.by_name.clear(); // a rule that asks for nothing
        kept.applications.by_app_id.clear();
        kept.seat.keyboards.clear();
        std::erase_if(kept.seat.devices.by_name, [](auto const& entry) { return entry.second == DeviceRule{}; });
        kept.shell.rules.all.clear();
        CHECK(kept == Config{});
        for (auto const& [name, rule] : reading.config.outputs.by_name)
            CHECK(rule == OutputRule{});
        for (auto const& [app_id, rule] : reading.config.applications.by_app_id)
            CHECK(rule == AppRule{});
        for (auto const& rule : reading.config.shell.rules.all)
            CHECK(rule == WindowRule{});
    }
}

TEST_CASE("one mistake costs nothing else of the file, and findings come in the order of the file")
{
    auto const reading = read_config("[input]\nnatural-scroll = true\ntap = 1\n"
                                     "[cursor]\nsize = 'large'\n"
                                     "[keyboard]\nrepeat-rate = 40\nrepeat-delay = 'short'\n",
                                     "v.toml");
    REQUIRE(reading.findings.size() == 3);
    CHECK(reading.findings[0].starts_with("v.toml:3: "));
    CHECK(reading.findings[1].starts_with("v.toml:5: "));
    CHECK(reading.findings[2].starts_with("v.toml:8: "));
    CHECK(reading.config.seat.devices.all.natural_scroll == true);
    CHECK(reading.config.seat.keyboard.repeat_rate == 40);
}

TEST_CASE("what the parser has no words for is told by its line, too")
{
    for (auto const* text : {"[keyboard]\nlayout = 'us'\n[\n\"no toll \"[\n", "[looks]\n\n[{", "\n\n[{"}) {
        auto const reading = read_config(text, "v.toml");
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings[0].starts_with("v.toml:3: not TOML: this is neither a table nor a setting; mend this, or write # before it"));
        CHECK(reading.config == Config{});
    }
    auto const far_down = read_config(std::string(200'000, '\n') + "[{", "v.toml"); // and soon
    REQUIRE(far_down.findings.size() == 1);
    CHECK(far_down.findings[0].starts_with("v.toml:200001: "));
}

TEST_CASE("a name without end is a mistake like others, dots elsewhere are none")
{
    std::string name = "a";
    while (name.size() < 1'000'000)
        name += ".a";
    for (auto const& text : {name + " = 1", "[" + name + "]", "\n[rule]\nx = {" + name + " = 1}"}) {
        auto const line = text.front() == '\n' ? 3 : 1;
        auto const reading = read_config(text, "v.toml");
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings.front() == "v.toml:" + std::to_string(line) + ": not TOML: no name has so many parts; mend this, "
                                          "or write # before it: nothing of this file is used until then");
    }
    std::string const dots(500, '.');
    for (auto const& text : {"# " + dots, "lock.command = 'a" + dots + "'", "lock.command = \"a\\\"" + dots + "\"",
                             "lock.command = \"\"\"\n" + dots + "\"\"\""})
        CHECK(read_config(text, "v.toml").findings.empty());
}

TEST_CASE("a file that is no TOML is all defaults")
{
    auto const reading = read_config("[cursor]\nsize = 40\n[keyboard\nlayout = 'us'", "v.toml");
    CHECK(reading.findings.size() == 1);
    CHECK(reading.config == Config{});
}

TEST_CASE("every setting has a name of its own, and only what must waits for the next start")
{
    auto const all = known_settings();
    CHECK(std::ranges::contains(all, "keyboard.layout"));
    CHECK(std::ranges::contains(all, "output.NAME.mode"));
    CHECK(std::ranges::contains(all, "rule.app-id"));
    CHECK(std::ranges::contains(all, "kiosk.application.NAME.command"));
    CHECK(std::ranges::contains(all, "privileges.capture"));
    Config other;
    other.seat.cursor.size = 30;
    other.xwayland = false;
    CHECK(needs_restart({}, other) == std::vector<std::string>{"xwayland.enabled"});
}

TEST_CASE("a privilege that is not given well is given to nobody")
{
    for (auto const* value : {"'grim'", "'bin/grim'", "['bin/grim']", "['/usr/bin/grim', 3]", "['none', 'all']", "['']", "true", "''"}) {
        CAPTURE(value);
        auto const reading = read_config(std::string{"[privileges]\ncapture = "} + value + "\ninput = 'all'", "v.toml");
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings[0].starts_with("v.toml:2: privileges.capture: "));
        CHECK(reading.findings[0].ends_with("says not who is trusted, so nobody is; write \"all\", \"none\" or a list of programs "
                                            "by their whole paths, such as [\"/usr/bin/grim\"]"));
        CHECK(reading.config.privileges.trusted[std::size_t(Privilege::Capture)] == Trusted{});
        CHECK(reading.config.privileges.trusted[std::size_t(Privilege::Input)] == Trusted{{"all"}});
        CHECK(reading.config.privileges.trusted[std::size_t(Privilege::Lock)] == std::nullopt);
    }
    for (auto const* text : {"privileges = 'all'", "[[privileges]]\ncapture = 'all'"}) {
        CAPTURE(text);
        auto const no_table = read_config(text, "v.toml");
        REQUIRE(no_table.findings.size() == 1);
        CHECK(no_table.findings[0].ends_with(" is not a table; write [privileges]"));
        for (auto const& trusted : no_table.config.privileges.trusted)
            CHECK(trusted == Trusted{});
    }
}

TEST_CASE("an application of a kiosk whose privileges are not given well has none")
{
    for (auto const* value : {"'panels'", "['panels', 'everything']", "[3]", "true"}) {
        CAPTURE(value);
        auto const reading
            = read_config(std::string{"[kiosk.application.a]\ncommand = ['a']\nprivileges = "} + value, "v.toml");
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings[0].contains("are no privileges; write \"all\", \"none\" or a list of \"capture\", \"clipboard\","));
        CHECK(reading.config.kiosk.applications.at("a").privileges.none());
    }
    auto const all = read_config("[kiosk.application.a]\ncommand = ['a']\nprivileges = 'all'", "v.toml");
    CHECK(all.config.kiosk.applications.at("a").privileges.all());
}
