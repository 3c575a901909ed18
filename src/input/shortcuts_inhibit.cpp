#include "input/shortcuts_inhibit.hpp"

#include "base/list.hpp"

#include <cstddef>

namespace vitrail {

ShortcutsInhibit::ShortcutsInhibit(wl_display& display, wlr_seat& seat)
    : seat_{seat}
    , protocol_{wlr_keyboard_shortcuts_inhibit_v1_create(&display)}
{
    new_.connect<&ShortcutsInhibit::on_new>(this, protocol_->events.new_inhibitor);
}

void ShortcutsInhibit::on_new(wlr_keyboard_shortcuts_inhibitor_v1* inhibitor)
{
    wlr_keyboard_shortcuts_inhibitor_v1_activate(inhibitor);
}

wlr_keyboard_shortcuts_inhibitor_v1* ShortcutsInhibit::of_focus() const
{
    auto const* focus = seat_.keyboard_state.focused_surface;
    constexpr auto link = offsetof(wlr_keyboard_shortcuts_inhibitor_v1, link);
    for (auto* inhibitor : linked<wlr_keyboard_shortcuts_inhibitor_v1>(protocol_->inhibitors, link))
        if (focus && inhibitor->surface == focus && inhibitor->seat == &seat_)
            return inhibitor;
    return nullptr;
}

bool ShortcutsInhibit::active() const
{
    auto const* inhibitor = of_focus();
    return inhibitor && inhibitor->active;
}

bool ShortcutsInhibit::toggled_by(KeyPress const& press)
{
    auto* inhibitor = of_focus();
    if (!inhibitor || press.keysym != XKB_KEY_Escape || press.modifiers != WLR_MODIFIER_LOGO)
        return false;
    if (inhibitor->active)
        wlr_keyboard_shortcuts_inhibitor_v1_deactivate(inhibitor);
    else
        wlr_keyboard_shortcuts_inhibitor_v1_activate(inhibitor);
    return true;
}

} // namespace vitrail
