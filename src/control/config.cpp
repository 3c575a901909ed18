#include "control/config.hpp"

#include "input/cursor_theme.hpp"
#include "input/keymap.hpp"
#include "read_kiosk.hpp"
#include "read_limits.hpp"
#include "read_shell.hpp"
#include "section.hpp"

#include <format>

namespace vitrail {

namespace {

/// The parser of a text; `remedy` completes "write …".
auto text(std::string_view remedy)
{
    return [remedy](toml::node const& node) { return parse_text(node, remedy); };
}

auto whole(int low, int high, std::string_view remedy)
{
    return [=](toml::node const& node) { return parse_whole(node, low, high, remedy); };
}

/// The parser of a setting that may be empty.
template <class T> auto maybe(Parsed<T> (*parse)(toml::node const&))
{
    return [parse](toml::node const& node) -> Parsed<std::optional<T>> { return parse(node); };
}

/// Whether a keymap exists is known only for all of its names together.
void check_keymap(Section& s, KeyboardConfig& out, KeyboardConfig const& before)
{
    if (out.same_keymap(before) || out.same_keymap({}) || compile_keymap(out))
        return;
    std::string names;
    for (auto const& [key, value] : std::initializer_list<std::pair<std::string_view, std::string>>{{"rules", out.rules},
             {"model", out.model}, {"layout", out.layout}, {"variant", out.variant}, {"options", out.options.value_or("")}})
        if (!value.empty())
            names += std::format("{}{} '{}'", names.empty() ? "" : ", ", key, value);
    s.add_finding(std::format("xkb knows no keymap with {}; xkeyboard-config(7) lists what there is", names));
    out.rules = before.rules;
    out.model = before.model;
    out.layout = before.layout;
    out.variant = before.variant;
    out.options = before.options;
}

void read_keyboard(Section s, KeyboardConfig& out, KeyboardConfig const& before)
{
    s.take("rules", out.rules, before.rules, text("a file of xkb rules, such as \"evdev\""));
    s.take("model", out.model, before.model, text("a model of keyboard, such as \"pc105\""));
    s.take("layout", out.layout, before.layout, text("layouts, such as \"us,de\""));
    s.take("variant", out.variant, before.variant, text("a variant for each layout, such as \"dvorak,\""));
    s.take("options", out.options, before.options, [](toml::node const& node) -> Parsed<std::optional<std::string>> {
        return parse_text(node, "xkb options, such as \"ctrl:nocaps,compose:ralt\"");
    });
    s.take("repeat-rate", out.repeat_rate, before.repeat_rate,
           whole(0, 1000, "characters a second, such as 25, or 0 for no repetition"));
    s.take("repeat-delay", out.repeat_delay, before.repeat_delay,
           whole(1, 10'000, "milliseconds until a key repeats, such as 600"));
    s.report_unknown();
    check_keymap(s, out, before);
}

Parsed<std::string> parse_theme(toml::node const& node)
{
    auto name = parse_text(node, "the name of a cursor theme, such as \"Adwaita\"");
    if (name && !name->empty() && !CursorTheme::is_installed(*name))
        return std::unexpected{std::format("no cursor theme {} is installed; install it, or write the name of a folder "
                                           "with a folder 'cursors' in /usr/share/icons or ~/.local/share/icons",
                                           shown(node))};
    return name;
}

void read_cursor(Section s, CursorConfig& out, CursorConfig const& before)
{
    s.take("theme", out.theme, before.theme, parse_theme);
    s.take("size", out.size, before.size, whole(1, CursorConfig::largest_size, "logical pixels, such as 24"));
    s.report_unknown();
}

void read_input(Section s, DeviceConfig& out, DeviceConfig const& before)
{
    s.take("tap-to-click", out.tap_to_click, before.tap_to_click, parse_switch);
    s.take("natural-scroll", out.natural_scroll, before.natural_scroll, parse_switch);
    s.report_unknown();
}

void read_output(Section s, OutputRule& out, OutputRule const& before)
{
    s.take("mode", out.mode, before.mode, maybe(parse_mode));
    s.take("scale", out.scale, before.scale, maybe(parse_scale));
    s.take("position", out.position, before.position, maybe(parse_position));
    s.take("transform", out.transform, before.transform, maybe(parse_transform));
    s.take("off", out.off, before.off, parse_switch);
    s.take("vrr", out.vrr, before.vrr, parse_vrr_use);
    s.take("tearing", out.tearing, before.tearing, parse_switch);
    s.report_unknown();
}

void read_planes(Section s, PlaneUse& out, PlaneUse const& before)
{
    s.take("use", out, before, parse_plane_use);
    s.report_unknown();
}

void read_looks(Section s, WindowLooks& out, WindowLooks const& before)
{
    s.take("corner-radius", out.corner_radius, before.corner_radius, whole(0, 100, "logical pixels, such as 8, or 0 for square corners"));
    s.take("shadow", out.shadow, before.shadow, whole(0, 200, "how far it reaches in logical pixels, such as 24, or 0 for none"));
    s.take("dim-inactive", out.dim_inactive, before.dim_inactive, whole(0, 90, "percent, such as 15, or 0 for none"));
    s.report_unknown();
}

void read_scheduling(Section s, bool& out, bool const& before)
{
    s.take("realtime", out, before, parse_switch);
    s.report_unknown();
}

void read_xwayland(Section s, bool& out, bool const& before)
{
    s.take("enabled", out, before, parse_switch);
    s.report_unknown();
}

void read_application(Section s, AppRule& out, AppRule const& before)
{
    s.take("pacing", out.pacing, before.pacing, parse_switch);
    s.report_unknown();
}

void read_applications(Section s, AppRules& out, AppRules const& before)
{
    for (auto const& name : s.keys())
        s.table(name, out.by_app_id[name], before.rule_for(name), read_application,
                "[application.APP_ID], where APP_ID is a program's own name for its windows, such as \"org.mozilla.firefox\"");
}

void read_outputs(Section s, OutputRules& out, OutputRules const& before)
{
    for (auto const& name : s.keys()) {
        auto const known = before.by_name.find(name);
        s.table(name, out.by_name[name], known == before.by_name.end() ? OutputRule{} : known->second, read_output,
                "[output.NAME], where NAME is a connector such as HDMI-A-1");
    }
}

} // namespace

ConfigReading read_config(std::string_view text, std::string_view file, Config const& before)
{
    Findings findings{file};
    auto const parsed = toml::parse(text);
    if (!parsed) {
        findings.add(parsed.error().source(), std::format("not TOML: {}; nothing of this file is used until this is mended",
                                                          parsed.error().description()));
        return {before, findings.take()};
    }
    ConfigReading out;
    Section root{parsed.table(), "", findings};
    auto& [seat, outputs, applications, shell, looks, planes, xwayland, realtime, kiosk, limits] = out.config;
    root.table("keyboard", seat.keyboard, before.seat.keyboard, read_keyboard, "[keyboard]");
    root.table("cursor", seat.cursor, before.seat.cursor, read_cursor, "[cursor]");
    root.table("input", seat.devices, before.seat.devices, read_input, "[input]");
    root.table("looks", looks, before.looks, read_looks, "[looks]");
    root.table("planes", planes, before.planes, read_planes, "[planes]");
    root.table("scheduling", realtime, before.realtime, read_scheduling, "[scheduling]");
    root.table("xwayland", xwayland, before.xwayland, read_xwayland, "[xwayland]");
    root.table("output", outputs, before.outputs, read_outputs, "[output.NAME]");
    root.table("application", applications, before.applications, read_applications, "[application.APP_ID]");
    root.table("kiosk", kiosk, before.kiosk, read_kiosk, "[kiosk]");
    root.table("limits", limits, before.limits, read_limits, "[limits]");
    read_shell(root, shell, before.shell);
    root.report_unknown();
    out.findings = findings.take();
    return out;
}

} // namespace vitrail
