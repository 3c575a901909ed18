#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/seat.hpp"

namespace vitrail {

/// Windows that want every key for themselves, as a virtual machine or a remote desktop does
/// (keyboard-shortcuts-inhibit-v1).
///
/// Whoever asks gets them while it has the keyboard; Super+Escape takes them back, and gives them again.
class ShortcutsInhibit {
public:
    ShortcutsInhibit(wl_display& display, wlr_seat& seat);

    /// Does the surface with the keyboard get all keys?
    [[nodiscard]] bool active() const;
    /// True: that was the user's way out (or back in), and no client sees it.
    [[nodiscard]] bool toggled_by(KeyPress const& press);

private:
    void on_new(wlr_keyboard_shortcuts_inhibitor_v1* inhibitor);
    [[nodiscard]] wlr_keyboard_shortcuts_inhibitor_v1* of_focus() const;

    wlr_seat& seat_;
    wlr_keyboard_shortcuts_inhibit_manager_v1* protocol_; // ends with the display
    Slot<wlr_keyboard_shortcuts_inhibitor_v1> new_;
};

} // namespace vitrail
