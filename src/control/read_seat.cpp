#include "read_seat.hpp"

#include "input/cursor_theme.hpp"
#include "input/keymap.hpp"
#include "read_input.hpp"

#include <format>
#include <utility>

namespace vitrail {

namespace {

/// Whether a keymap exists is known only for all of its names together.
void check_keymap(Section& s, KeyboardConfig& out)
{
    if (out.same_keymap({}) || compile_keymap(out))
        return;
    std::string names;
    for (auto const& [key, value] : std::initializer_list<std::pair<std::string_view, std::string>>{{"rules", out.rules},
             {"model", out.model}, {"layout", out.layout}, {"variant", out.variant}, {"options", out.options.value_or("")}})
        if (!value.empty())
            names += std::format("{}{} '{}'", names.empty() ? "" : ", ", key, value);
    s.add_finding(std::format("xkb knows no keymap with {}; xkeyboard-config(7) lists what there is", names));
    out = {.repeat_rate = out.repeat_rate, .repeat_delay = out.repeat_delay};
}

void take_all(Section& s, KeyboardConfig& out)
{
    s.take("rules", out.rules, text("a file of xkb rules, such as \"evdev\""));
    s.take("model", out.model, text("a model of keyboard, such as \"pc105\""));
    s.take("layout", out.layout, text("layouts, such as \"us,de\""));
    s.take("variant", out.variant, text("a variant for each layout, such as \"dvorak,\""));
    s.take("options", out.options, text("xkb options, such as \"ctrl:nocaps,compose:ralt\""));
    s.take("repeat-rate", out.repeat_rate, whole(0, 1000, "characters a second, such as 25, or 0 for no repetition"));
    s.take("repeat-delay", out.repeat_delay, whole(1, 10'000, "milliseconds until a key repeats, such as 600"));
}

/// One that differs from all others: what it does not say is theirs, except for the variant of another layout.
void read_keyboard(Section s, KeyboardConfig& out)
{
    auto const layout = out.layout;
    auto const variant = std::exchange(out.variant, {});
    take_all(s, out);
    if (out.layout == layout && out.variant.empty())
        out.variant = variant;
    s.report_unknown();
    check_keymap(s, out);
}

void read_keyboards(Section s, SeatConfig& out)
{
    take_all(s, out.keyboard);
    check_keymap(s, out.keyboard);
    auto const names = s.tables_of_names({}, "keyboard");
    for (auto const& name : names)
        s.table(name, out.keyboards.emplace(name, out.keyboard).first->second, read_keyboard, "[keyboard.\"NAME\"]");
    s.report_unknown();
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

void read_cursor(Section s, CursorConfig& out)
{
    s.take("theme", out.theme, parse_theme);
    s.take("size", out.size, whole(1, CursorConfig::largest_size, "logical pixels, such as 24"));
    s.report_unknown();
}

void read_clipboard(Section s, ClipboardConfig& out)
{
    s.take("keep", out.keep, whole(0, 4096, "MiB, such as 64, or 0 for nothing"));
    s.report_unknown();
}

} // namespace

void read_seat(Section& root, SeatConfig& out)
{
    root.table("keyboard", out, read_keyboards, "[keyboard]");
    root.table("cursor", out.cursor, read_cursor, "[cursor]");
    root.table("input", out.devices, read_input, "[input]");
    root.table("clipboard", out.clipboard, read_clipboard, "[clipboard]");
}

} // namespace vitrail
