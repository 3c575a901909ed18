// Bindings as their user writes and reads them.

#include "shell/bindings.hpp"

#include "base/wlr.hpp"
#include "shell/workspaces.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <optional>

namespace vitrail {

namespace {

struct Modifier {
    std::string_view name;
    std::uint32_t mask;
};
/// In the order in which they are shown.
constexpr std::array modifiers{Modifier{"Super", WLR_MODIFIER_LOGO}, Modifier{"Ctrl", WLR_MODIFIER_CTRL},
                               Modifier{"Alt", WLR_MODIFIER_ALT}, Modifier{"Shift", WLR_MODIFIER_SHIFT}};

struct Word {
    std::string_view name;
    Action action;
    std::string_view help;
};
/// What stands alone.
constexpr std::array words{
    Word{"none", Action::None, "Nothing"},
    Word{"close", Action::Close, "Close the window"},
    Word{"next-window", Action::NextWindow, "Next window"},
    Word{"previous-window", Action::PreviousWindow, "Previous window"},
    Word{"fullscreen", Action::Fullscreen, "Fullscreen on or off"},
    Word{"maximise", Action::Maximise, "Maximise or restore"},
    Word{"minimise", Action::Minimise, "Minimise"},
    Word{"on-top", Action::OnTop, "Keep above others, or not"},
    Word{"float", Action::Float, "Out of the layout, or back into it"},
    Word{"tile-workspace", Action::TileWorkspace, "Tile this workspace, or not"},
    Word{"lock", Action::Lock, "Lock the screen"},
    Word{"help", Action::Help, "Show these keys"},
    Word{"logout", Action::Logout, "End the session"},
};

struct Way {
    std::string_view name;
    Direction direction;
};
constexpr std::array ways{Way{"left", Direction::Left}, Way{"right", Direction::Right}, Way{"up", Direction::Up},
                          Way{"down", Direction::Down}};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }
bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::optional<int> workspace_of(std::string_view text)
{
    int out = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    bool const good = error == std::errc{} && end == text.data() + text.size() && out >= 1 && out <= workspaces_per_output;
    return good ? std::optional{out} : std::nullopt;
}

std::expected<Deed, std::string> parse_workspace(Action action, std::string_view verb, std::string_view number)
{
    if (auto const workspace = workspace_of(number))
        return Deed{.action = action, .workspace = *workspace};
    return std::unexpected{std::format("'{}' is no workspace; write {} and a number from 1 to {}", number, verb,
                                       workspaces_per_output)};
}

} // namespace

std::expected<Chord, std::string> parse_chord(std::string_view text)
{
    Chord out;
    auto rest = text;
    for (auto plus = rest.find('+'); plus != std::string_view::npos && plus > 0; plus = rest.find('+')) {
        auto const name = rest.substr(0, plus);
        auto const found = std::ranges::find_if(modifiers, [&](auto const& each) { return same_word(each.name, name); });
        if (found == modifiers.end())
            return std::unexpected{std::format("'{}' is no modifier; write Super, Ctrl, Alt or Shift", name)};
        out.modifiers |= found->mask;
        rest.remove_prefix(plus + 1);
    }
    out.keysym = xkb_keysym_to_lower(xkb_keysym_from_name(std::string{rest}.c_str(), XKB_KEYSYM_CASE_INSENSITIVE));
    if (out.keysym == XKB_KEY_NoSymbol)
        return std::unexpected{std::format("'{}' is no key; write its name as xev(1) or wev(1) shows it, such as Left", rest)};
    return out;
}

std::string to_text(Chord const& chord)
{
    std::string out;
    for (auto const& [name, mask] : modifiers)
        if ((chord.modifiers & mask) != 0)
            out += std::string{name} + "+";
    std::array<char, 64> key{};
    auto const shown = chord.keysym >= XKB_KEY_a && chord.keysym <= XKB_KEY_z ? xkb_keysym_to_upper(chord.keysym) : chord.keysym;
    xkb_keysym_get_name(shown, key.data(), key.size());
    return out + key.data();
}

std::expected<Deed, std::string> parse_deed(std::string_view text)
{
    auto const space = text.find(' ');
    auto const verb = text.substr(0, space);
    auto const object = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (verb == "workspace")
        return parse_workspace(Action::ShowWorkspace, verb, object);
    if (verb == "send-to-workspace")
        return parse_workspace(Action::SendToWorkspace, verb, object);
    if (verb == "run" && !object.empty())
        return Deed{.action = Action::Run, .program = std::string{object}};
    if (verb == "push")
        if (auto const way = std::ranges::find(ways, object, &Way::name); way != ways.end())
            return Deed{.action = Action::Push, .direction = way->direction};
    if (auto const word = std::ranges::find(words, text, &Word::name); word != words.end())
        return Deed{.action = word->action};
    return std::unexpected{std::format("'{}' is nothing that a key can do; vitrail-bindings(5) lists what there is", text)};
}

std::string describe(Deed const& deed)
{
    switch (deed.action) {
    case Action::ShowWorkspace:   return std::format("Show workspace {}", deed.workspace);
    case Action::SendToWorkspace: return std::format("Send the window to workspace {}", deed.workspace);
    case Action::Run:             return std::format("Run {}", deed.program);
    case Action::Push:
        return std::format("Push the window {}", std::ranges::find(ways, deed.direction, &Way::direction)->name);
    default: return std::string{std::ranges::find(words, deed.action, &Word::action)->help};
    }
}

} // namespace vitrail
