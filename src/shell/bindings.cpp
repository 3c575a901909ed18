#include "shell/bindings.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <array>
#include <xkbcommon/xkbcommon-keysyms.h>

namespace vitrail {

namespace {

constexpr std::uint32_t super = WLR_MODIFIER_LOGO, alt = WLR_MODIFIER_ALT, shift = WLR_MODIFIER_SHIFT;
constexpr std::uint32_t locks = WLR_MODIFIER_CAPS | WLR_MODIFIER_MOD2;

constexpr auto on_windows = std::to_array<Binding>({
    {super, XKB_KEY_q, Action::Close},
    {super, XKB_KEY_f, Action::Fullscreen},
    {super, XKB_KEY_m, Action::Maximise},
    {super, XKB_KEY_h, Action::Minimise},
    {super, XKB_KEY_Left, Action::TileLeft},
    {super, XKB_KEY_Right, Action::TileRight},
    {alt, XKB_KEY_Tab, Action::NextWindow},
    {alt | shift, XKB_KEY_Tab, Action::PreviousWindow},
});

/// Super with a digit shows a workspace, Super+Shift with it sends the window there.
constexpr auto table = [] {
    std::array<Binding, on_windows.size() + 2 * workspaces_per_output> out{};
    auto* next = std::ranges::copy(on_windows, out.begin()).out;
    for (int number = 1; number <= workspaces_per_output; ++number) {
        auto const digit = std::uint32_t(XKB_KEY_0 + number);
        *next++ = {super, digit, Action::ShowWorkspace, {number}};
        *next++ = {super | shift, digit, Action::SendToWorkspace, {number}};
    }
    return out;
}();

} // namespace

std::span<Binding const> desktop_bindings() { return table; }

Binding const* find_binding(std::span<Binding const> bindings, std::uint32_t modifiers, std::uint32_t keysym)
{
    auto const found = std::ranges::find_if(bindings, [&](Binding const& binding) {
        return binding.keysym == keysym && binding.modifiers == (modifiers & ~locks);
    });
    return found == bindings.end() ? nullptr : &*found;
}

} // namespace vitrail
