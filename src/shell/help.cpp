#include "shell/help.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <ranges>
#include <xkbcommon/xkbcommon-keysyms.h>

namespace vitrail {

namespace {

constexpr std::size_t most_findings = 6;

bool is_digit(Chord const& chord) { return chord.keysym >= XKB_KEY_1 && chord.keysym <= XKB_KEY_9; }

/// "Super+3" that shows workspace 3: one of a row of nine.
bool is_of_row(Binding const& binding)
{
    bool const about_workspaces
        = binding.deed.action == Action::ShowWorkspace || binding.deed.action == Action::SendToWorkspace;
    return about_workspaces && is_digit(binding.chord) && binding.deed.workspace == int(binding.chord.keysym - XKB_KEY_0);
}

/// The keys for volume and the like.
bool says_itself(Chord const& chord) { return to_text(chord).contains("XF86"); }

CardLine row_line(Binding const& binding)
{
    auto keys = to_text(binding.chord);
    keys.back() = 'N';
    return {keys, binding.deed.action == Action::ShowWorkspace ? "Show workspace 1 to 9" : "Send the window to workspace 1 to 9"};
}

} // namespace

Card help_card(std::span<Binding const> bindings)
{
    Card out{.heading = "Keys", .lines = {}};
    for (auto const& binding : bindings) {
        if (says_itself(binding.chord))
            continue;
        auto line = is_of_row(binding) ? row_line(binding) : CardLine{to_text(binding.chord), describe(binding.deed)};
        if (!std::ranges::contains(out.lines, line))
            out.lines.push_back(std::move(line));
    }
    out.lines.push_back({"Super+left button", "Move the window"});
    out.lines.push_back({"Super+right button", "Size the window"});
    return out;
}

Card findings_card(std::span<std::string const> findings)
{
    Card out{.heading = "The configuration has mistakes", .lines = {}};
    for (auto const& finding : findings | std::views::take(most_findings))
        out.lines.push_back({"", finding});
    if (findings.size() > most_findings)
        out.lines.push_back({"", "and more: vitrail --check-config tells all"});
    return out;
}

} // namespace vitrail
