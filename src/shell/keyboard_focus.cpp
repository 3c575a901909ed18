#include "shell/keyboard_focus.hpp"

#include "input/seat.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

void KeyboardFocus::claim(KeyboardClaim who, wlr_surface* surface)
{
    claims_[std::size_t(who)] = surface;
    update();
}

void KeyboardFocus::drop(KeyboardClaim who)
{
    claims_[std::size_t(who)].reset();
    update();
}

void KeyboardFocus::forget(wlr_surface const* surface)
{
    for (auto& claim : claims_)
        if (claim == surface)
            claim.reset();
    update();
}

void KeyboardFocus::update()
{
    auto const strongest
        = std::ranges::find_if(claims_ | std::views::reverse, [](auto const& claim) { return claim.has_value(); });
    seat_.focus_keyboard(strongest == claims_.rend() ? nullptr : **strongest);
}

} // namespace vitrail
