#include "shell/bindings.hpp"

#include "base/wlr.hpp"
#include "shell/workspaces.hpp"
#include "wlr_modifiers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace vitrail {

namespace {

constexpr std::uint32_t super = WLR_MODIFIER_LOGO, alt = WLR_MODIFIER_ALT, shift = WLR_MODIFIER_SHIFT;

Deed run(std::string program) { return {.action = Action::Run, .program = std::move(program)}; }
Deed push(Direction direction) { return {.action = Action::Push, .direction = direction}; }

std::vector<Binding> window_bindings()
{
    return {
        {{super, XKB_KEY_F1}, {Action::Help}},
        {{super, XKB_KEY_Return}, run("${TERMINAL:-foot}")},
        {{super, XKB_KEY_d}, run("fuzzel")},
        {{super, XKB_KEY_q}, {Action::Close}},
        {{super, XKB_KEY_Tab}, {Action::NextWindow}},
        {{super | shift, XKB_KEY_Tab}, {Action::PreviousWindow}},
        {{alt, XKB_KEY_Tab}, {Action::NextWindow}},
        {{alt | shift, XKB_KEY_Tab}, {Action::PreviousWindow}},
        {{super, XKB_KEY_Left}, push(Direction::Left)},
        {{super, XKB_KEY_Right}, push(Direction::Right)},
        {{super, XKB_KEY_Up}, push(Direction::Up)},
        {{super, XKB_KEY_Down}, push(Direction::Down)},
        {{super, XKB_KEY_f}, {Action::Fullscreen}},
        {{super, XKB_KEY_m}, {Action::Maximise}},
        {{super, XKB_KEY_h}, {Action::Minimise}},
        {{super, XKB_KEY_p}, {Action::OnTop}},
        {{super, XKB_KEY_t}, {Action::TileWorkspace}},
        {{super | shift, XKB_KEY_t}, {Action::Float}},
        {{super, XKB_KEY_l}, {Action::Lock}},
        {{super | shift, XKB_KEY_e}, {Action::Logout}},
    };
}

/// Keys that say by themselves what they are for, and the programs that most people have for that.
std::vector<Binding> media_bindings()
{
    constexpr char const* sink = "@DEFAULT_AUDIO_SINK@";
    return {
        {{0, XKB_KEY_XF86AudioRaiseVolume}, run(std::string{"wpctl set-volume -l 1 "} + sink + " 5%+")},
        {{0, XKB_KEY_XF86AudioLowerVolume}, run(std::string{"wpctl set-volume "} + sink + " 5%-")},
        {{0, XKB_KEY_XF86AudioMute}, run(std::string{"wpctl set-mute "} + sink + " toggle")},
        {{0, XKB_KEY_XF86AudioMicMute}, run("wpctl set-mute @DEFAULT_AUDIO_SOURCE@ toggle")},
        {{0, XKB_KEY_XF86AudioPlay}, run("playerctl play-pause")},
        {{0, XKB_KEY_XF86AudioPause}, run("playerctl pause")},
        {{0, XKB_KEY_XF86AudioStop}, run("playerctl stop")},
        {{0, XKB_KEY_XF86AudioNext}, run("playerctl next")},
        {{0, XKB_KEY_XF86AudioPrev}, run("playerctl previous")},
        {{0, XKB_KEY_XF86MonBrightnessUp}, run("brightnessctl set 5%+")},
        {{0, XKB_KEY_XF86MonBrightnessDown}, run("brightnessctl set 5%-")},
        {{0, XKB_KEY_XF86KbdBrightnessUp}, run("brightnessctl --device='*kbd_backlight' set 10%+")},
        {{0, XKB_KEY_XF86KbdBrightnessDown}, run("brightnessctl --device='*kbd_backlight' set 10%-")},
        {{0, XKB_KEY_Print}, run("grim")},
        {{shift, XKB_KEY_Print}, run("grim -g \"$(slurp)\"")},
    };
}

} // namespace

/// Super with a digit shows a workspace, Super+Shift with it sends the window there.
std::vector<Binding> default_bindings()
{
    auto out = window_bindings();
    for (int number = 1; number <= workspaces_per_output; ++number)
        out.push_back({{super, std::uint32_t(XKB_KEY_0 + number)}, {Action::ShowWorkspace, number}});
    for (int number = 1; number <= workspaces_per_output; ++number)
        out.push_back({{super | shift, std::uint32_t(XKB_KEY_0 + number)}, {Action::SendToWorkspace, number}});
    std::ranges::move(media_bindings(), std::back_inserter(out));
    return out;
}

void bind(std::vector<Binding>& bindings, Binding binding)
{
    auto const found = std::ranges::find(bindings, binding.chord, &Binding::chord);
    if (binding.deed.action == Action::None) {
        if (found != bindings.end())
            bindings.erase(found);
    } else if (found != bindings.end()) {
        *found = std::move(binding);
    } else {
        bindings.push_back(std::move(binding));
    }
}

bool works_while_locked(Binding const& binding)
{
    constexpr std::array families{"XF86Audio", "XF86MonBrightness", "XF86KbdBrightness", "XF86KbdLight"};
    std::array<char, 64> name{};
    xkb_keysym_get_name(binding.chord.keysym, name.data(), name.size());
    return binding.deed.action == Action::Run
        && std::ranges::any_of(families, [&](char const* family) { return std::string_view{name.data()}.starts_with(family); });
}

bool repeats(Binding const& binding)
{
    constexpr std::array steps{XKB_KEY_XF86AudioRaiseVolume, XKB_KEY_XF86AudioLowerVolume, XKB_KEY_XF86MonBrightnessUp,
                               XKB_KEY_XF86MonBrightnessDown, XKB_KEY_XF86KbdBrightnessUp, XKB_KEY_XF86KbdBrightnessDown};
    auto const action = binding.deed.action;
    return action == Action::NextWindow || action == Action::PreviousWindow
        || (action == Action::Run && std::ranges::contains(steps, int(binding.chord.keysym)));
}

Binding const* find_binding(std::span<Binding const> bindings, std::uint32_t modifiers, std::uint32_t keysym)
{
    auto const found = std::ranges::find(bindings, Chord{modifiers & ~caps_and_num_lock, keysym}, &Binding::chord);
    return found == bindings.end() ? nullptr : &*found;
}

} // namespace vitrail
