#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

#include <array>

namespace vitrail {

/// ext_idle_notifier_v1: tells programs that wait for it when the user has done nothing for a while.
///
/// Every event of every device counts, whether a client gets it or not.
class Activity {
public:
    Activity(wl_display& display, wlr_seat& seat, wlr_cursor& cursor, wlr_keyboard& keys);

    /// The user did something that none of these knows of.
    void note();
    /// While `awake`, the user counts as active, but for those who ask for input alone.
    void keep_awake(bool awake) { wlr_idle_notifier_v1_set_inhibited(notifier_, awake); }

private:
    wlr_seat& seat_;
    wlr_idle_notifier_v1* notifier_; // ends with the display
    std::array<Slot<>, 17> sources_;
};

} // namespace vitrail
