#include "read_shell.hpp"

#include "base/wlr.hpp"
#include "values.hpp"

#include <format>

namespace vitrail {

namespace {

constexpr int farthest_snap = 200; // logical units

Parsed<Deed> parse_binding(toml::node const& node)
{
    auto const text = parse_text(node, "what the key does, such as \"close\" or \"run foot\"");
    if (!text)
        return std::unexpected{text.error()};
    return parse_deed(*text);
}

/// The keys of the table are the user's own.
void read_bindings(Section s, std::vector<Binding>& out, std::vector<Binding> const& before)
{
    for (auto const& key : s.keys()) {
        auto const chord = parse_chord(key);
        Deed deed;
        if (!chord) {
            s.take(key, deed, deed, [&](toml::node const&) -> Parsed<Deed> { return std::unexpected{chord.error()}; });
            continue;
        }
        auto const* old = find_binding(before, chord->modifiers, chord->keysym);
        s.take(key, deed, old ? old->deed : Deed{}, parse_binding);
        bind(out, {*chord, deed});
    }
}

template <class T> auto maybe(auto parse)
{
    return [parse](toml::node const& node) -> Parsed<std::optional<T>> {
        auto parsed = parse(node);
        if (!parsed)
            return std::unexpected{parsed.error()};
        return std::optional<T>{*parsed};
    };
}

auto pattern(std::string_view what)
{
    return [what](toml::node const& node) { return parse_text(node, what); };
}

Parsed<WorkspaceId> parse_workspace(toml::node const& node)
{
    auto const number = parse_whole(node, 1, workspaces_per_output, "the number of a workspace, from 1 to 9");
    if (!number)
        return std::unexpected{number.error()};
    return WorkspaceId{*number};
}

Parsed<std::string> parse_output(toml::node const& node)
{
    return parse_text(node, "a connector such as \"HDMI-A-1\", or a display's own name");
}

void read_rule(Section s, WindowRule& out, WindowRule const& before)
{
    s.take("app-id", out.app_id, before.app_id, pattern("a pattern for app_ids, such as \"org.gnome.*\""));
    s.take("title", out.title, before.title, pattern("a pattern for titles, such as \"*preferences*\""));
    s.take("workspace", out.workspace, before.workspace, maybe<WorkspaceId>(parse_workspace));
    s.take("output", out.output, before.output, maybe<std::string>(parse_output));
    s.take("size", out.size, before.size, maybe<Size<Logical>>(parse_size));
    s.take("position", out.position, before.position, maybe<Point<Logical>>(parse_position));
    s.take("maximised", out.maximised, before.maximised, maybe<bool>(parse_switch));
    s.take("fullscreen", out.fullscreen, before.fullscreen, maybe<bool>(parse_switch));
    s.take("on-top", out.on_top, before.on_top, maybe<bool>(parse_switch));
    s.take("floating", out.floating, before.floating, maybe<bool>(parse_switch));
    s.report_unknown();
}

void read_windows(Section s, WindowsConfig& out, WindowsConfig const& before)
{
    s.take("tile", out.tile, before.tile, parse_switch);
    s.take("snap-distance", out.snap_distance, before.snap_distance, [](toml::node const& node) {
        return parse_whole(node, 0, farthest_snap, "logical units, such as 10, or 0 for none");
    });
    s.report_unknown();
}

void read_lock(Section s, std::string& out, std::string const& before)
{
    s.take("command", out, before, pattern("words for sh(1), such as \"swaylock -f\", or \"\" for none"));
    s.report_unknown();
}

void read_background(Section s, Color& out, Color const& before)
{
    s.take("color", out, before, parse_color);
    s.report_unknown();
}

} // namespace

void read_shell(Section& root, ShellConfig& out, ShellConfig const& before)
{
    root.table("windows", out.windows, before.windows, read_windows, "[windows]");
    root.table("lock", out.locker, before.locker, read_lock, "[lock]");
    root.table("background", out.background, before.background, read_background, "[background]");
    root.table("bindings", out.bindings, before.bindings, read_bindings, "[bindings]");
    root.tables("rule", out.rules.all, before.rules.all, read_rule, "[[rule]]");
}

} // namespace vitrail
