#include "shell/bindings.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <array>
#include <xkbcommon/xkbcommon-keysyms.h>

namespace vitrail {

namespace {

constexpr std::uint32_t super = WLR_MODIFIER_LOGO, alt = WLR_MODIFIER_ALT, shift = WLR_MODIFIER_SHIFT;
constexpr std::uint32_t locks = WLR_MODIFIER_CAPS | WLR_MODIFIER_MOD2;

constexpr auto table = std::to_array<Binding>({
    {super, XKB_KEY_q, Action::Close},
    {super, XKB_KEY_f, Action::Fullscreen},
    {super, XKB_KEY_m, Action::Maximise},
    {super, XKB_KEY_h, Action::Minimise},
    {super, XKB_KEY_Left, Action::TileLeft},
    {super, XKB_KEY_Right, Action::TileRight},
    {alt, XKB_KEY_Tab, Action::NextWindow},
    {alt | shift, XKB_KEY_Tab, Action::PreviousWindow},
});

} // namespace

std::span<Binding const> desktop_bindings() { return table; }

std::optional<Action> find_action(std::span<Binding const> bindings, std::uint32_t modifiers, std::uint32_t keysym)
{
    auto const found = std::ranges::find_if(bindings, [&](Binding const& binding) {
        return binding.keysym == keysym && binding.modifiers == (modifiers & ~locks);
    });
    return found == bindings.end() ? std::nullopt : std::optional{found->action};
}

} // namespace vitrail
