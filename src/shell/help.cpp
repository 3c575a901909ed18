#include "shell/help.hpp"

#include "base/wlr.hpp"
#include "shell/window.hpp"
#include "text_layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <string_view>
#include <xkbcommon/xkbcommon-keysyms.h>

namespace vitrail {

namespace {

constexpr std::size_t most_remarks = 6;

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

/// A command as its user knows it: of ${TERMINAL:-foot} the program that the shell will find there.
std::string without_variables(std::string_view command)
{
    std::string out;
    while (true) {
        auto const middle = command.find(":-"), end = command.find('}', middle);
        auto const begin = end == std::string_view::npos ? end : command.rfind("${", middle);
        if (begin == std::string_view::npos)
            return out += command;
        std::string const name{command.substr(begin + 2, middle - begin - 2)};
        char const* const set = std::getenv(name.c_str());
        out += command.substr(0, begin);
        out += set && *set ? std::string_view{set} : command.substr(middle + 2, end - middle - 2);
        command.remove_prefix(end + 1);
    }
}

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
        auto line = is_of_row(binding) ? row_line(binding) : CardLine{to_text(binding.chord), without_variables(describe(binding.deed))};
        if (!std::ranges::contains(out.lines, line))
            out.lines.push_back(std::move(line));
    }
    out.lines.push_back({"Super+left button", "Move the window"});
    out.lines.push_back({"Super+right button", "Size the window"});
    out.lines.push_back({"man vitrail-bindings", "How to change all this"});
    return out;
}

CardLine line_about(Window const& window)
{
    constexpr std::size_t longest = 60; // bytes: a line of its card, not all of its title
    return {shortened(window.app_id(), longest / 2), shortened(window.title(), longest) + (window.minimised() ? " (minimised)" : "")};
}

Card welcome_card(std::span<Binding const> bindings)
{
    Card out{.heading = "Vitrail", .lines = {}};
    auto const add = [&](auto const& is_wanted, char const* says) {
        auto const found = std::ranges::find_if(bindings, is_wanted);
        if (found != bindings.end())
            out.lines.push_back({to_text(found->chord), says});
    };
    auto const runs = [](char const* program) {
        return [program](Binding const& b) { return b.deed.action == Action::Run && b.deed.program.contains(program); };
    };
    auto const does = [](Action action) { return [action](Binding const& b) { return b.deed.action == action; }; };
    add(runs("TERMINAL"), "Open a terminal");
    add(runs("fuzzel"), "Choose a program");
    add(does(Action::Help), "Show all keys");
    add(does(Action::Logout), "End the session");
    return out;
}

Card notice_card(std::string heading, std::span<std::string const> lines)
{
    Card out{.heading = std::move(heading), .lines = {}};
    for (auto const& line : lines | std::views::take(most_remarks))
        out.lines.push_back({"", line});
    if (lines.size() > most_remarks)
        out.lines.push_back({"", "and more: vitrail --check-config tells all"});
    return out;
}

} // namespace vitrail
