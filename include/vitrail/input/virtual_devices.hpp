#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

#include <functional>

namespace vitrail {

/// Keyboards and pointers that clients make (virtual-keyboard-v1, wlr-virtual-pointer-v1): screen keyboards, remote
/// control, automation. They are devices of the seat like those one can touch.
class VirtualDevices {
public:
    /// A device, and the seat that it shall belong to: null if its client does not care.
    using Added = std::function<void(wlr_input_device&, wlr_seat const*)>;

    /// `added` hears of each device; it says itself when it goes.
    VirtualDevices(wl_display& display, Added added);

private:
    void on_keyboard(wlr_virtual_keyboard_v1* keyboard);
    void on_pointer(wlr_virtual_pointer_v1_new_pointer_event* event);

    Added added_;
    Slot<wlr_virtual_keyboard_v1> keyboard_;
    Slot<wlr_virtual_pointer_v1_new_pointer_event> pointer_;
};

} // namespace vitrail
