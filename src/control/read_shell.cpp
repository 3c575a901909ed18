#include "read_shell.hpp"

#include "base/wlr.hpp"
#include "values.hpp"

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
void read_bindings(Section s, std::vector<Binding>& out)
{
    for (auto const& key : s.keys()) {
        auto const chord = parse_chord(key);
        Deed deed;
        if (!chord) {
            s.take(key, deed, [&](toml::node const&) -> Parsed<Deed> { return std::unexpected{chord.error()}; });
            continue;
        }
        if (s.take(key, deed, parse_binding))
            bind(out, {*chord, deed});
    }
}

Parsed<WorkspaceId> parse_workspace(toml::node const& node)
{
    auto const number = parse_whole(node, 1, workspaces_per_output, "the number of a workspace, from 1 to 9");
    if (!number)
        return std::unexpected{number.error()};
    return WorkspaceId{*number};
}

void read_rule(Section s, WindowRule& out)
{
    s.take("app-id", out.app_id, text("a pattern for app_ids, such as \"org.gnome.*\""));
    s.take("title", out.title, text("a pattern for titles, such as \"*preferences*\""));
    s.take("workspace", out.workspace, parse_workspace);
    s.take("output", out.output, text("a connector such as \"HDMI-A-1\", or a display's own name"));
    s.take("size", out.size, parse_size);
    s.take("position", out.position, parse_position);
    s.take("maximised", out.maximised, parse_switch);
    s.take("fullscreen", out.fullscreen, parse_switch);
    s.take("on-top", out.on_top, parse_switch);
    s.take("floating", out.floating, parse_switch);
    s.report_unknown();
}

/// Is it the second one of two words? `what` completes "does not say".
Parsed<bool> parse_either(toml::node const& node, std::string_view first, std::string_view second, std::string_view what)
{
    auto const remedy = std::format("\"{}\" or \"{}\"", first, second);
    auto const text = parse_text(node, remedy);
    if (text && (*text == first || *text == second))
        return *text == second;
    return std::unexpected{std::format("{} does not say {}; write {}", shown(node), what, remedy)};
}

void read_windows(Section s, WindowsConfig& out)
{
    s.take("tile", out.tile, parse_switch);
    s.take("tile-at-edges", out.tile_at_edges, parse_switch);
    s.take("placement", out.cascade, [](toml::node const& node) {
        return parse_either(node, "least-overlap", "cascade", "where new windows open");
    });
    s.take("focus", out.sloppy, [](toml::node const& node) {
        return parse_either(node, "click", "sloppy", "what the focus follows");
    });
    s.take("snap-distance", out.snap_distance, whole(0, farthest_snap, "logical units, such as 10, or 0 for none"));
    s.report_unknown();
}

Parsed<FrameMode> parse_frame_mode(toml::node const& node)
{
    constexpr auto remedy = "\"auto\", \"server\" or \"client\"";
    auto const text = parse_text(node, remedy);
    if (text && *text == "auto")
        return FrameMode::Auto;
    if (text && *text == "server")
        return FrameMode::Server;
    if (text && *text == "client")
        return FrameMode::Client;
    return std::unexpected{std::format("{} does not say who draws title bars; write {}", shown(node), remedy)};
}

Parsed<std::string> parse_font(toml::node const& node)
{
    constexpr auto remedy = "a font and its size in points, such as \"sans-serif 10\"";
    auto const text = parse_text(node, remedy);
    if (text && text->empty())
        return std::unexpected{std::format("{} is no font; write {}", shown(node), remedy)};
    return text;
}

auto length_between(int least, int most, std::string_view remedy)
{
    return [=](toml::node const& node) { return parse_whole(node, least, most, remedy); };
}

void read_decorations(Section s, FrameConfig& out)
{
    s.take("mode", out.mode, parse_frame_mode);
    s.take("font", out.font, parse_font);
    s.take("height", out.height,
           length_between(FrameConfig::lowest_bar, FrameConfig::highest_bar, "logical pixels, such as 28"));
    s.take("border", out.border, length_between(0, FrameConfig::widest_border, "logical pixels, such as 1, or 0 for none"));
    s.take("active", out.active, parse_color);
    s.take("active-text", out.active_text, parse_color);
    s.take("inactive", out.inactive, parse_color);
    s.take("inactive-text", out.inactive_text, parse_color);
    s.report_unknown();
}

void read_lock(Section s, std::string& out)
{
    s.take("command", out, text("words for sh(1), such as \"swaylock -f\", or \"\" for none"));
    s.report_unknown();
}

void read_background(Section s, BackgroundConfig& out)
{
    s.take("color", out.color, parse_color);
    s.take("hint", out.hint, parse_switch);
    s.report_unknown();
}

} // namespace

void read_shell(Section& root, ShellConfig& out)
{
    root.table("windows", out.windows, read_windows, "[windows]");
    root.table("decorations", out.frames, read_decorations, "[decorations]");
    root.table("lock", out.locker, read_lock, "[lock]");
    root.table("background", out.background, read_background, "[background]");
    root.table("bindings", out.bindings, read_bindings, "[bindings]");
    root.tables("rule", out.rules.all, read_rule, "[[rule]]");
}

} // namespace vitrail
