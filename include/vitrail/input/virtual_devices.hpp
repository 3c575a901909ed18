#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

#include <functional>
#include <list>

namespace vitrail {

/// Keyboards and pointers that clients make (virtual-keyboard-v1, wlr-virtual-pointer-v1): screen keyboards, remote
/// control, automation. They are devices of the seat like those one can touch.
class VirtualDevices {
public:
    struct Events {
        /// A device, which says itself when it goes, and the seat that it shall belong to: null if its client does not care.
        std::function<void(wlr_input_device&, wlr_seat const*)> added;
        std::function<void(wl_client&)> used; ///< a client moves its pointer, or presses a button or a key; called before
    };

    VirtualDevices(wl_display& display, Events events);
    ~VirtualDevices();

private:
    class Device;

    void on_keyboard(wlr_virtual_keyboard_v1* keyboard);
    void on_pointer(wlr_virtual_pointer_v1_new_pointer_event* event);

    void on_gone(Device const& device);

    Events events_;
    std::list<Device> devices_;
    Slot<wlr_virtual_keyboard_v1> keyboard_;
    Slot<wlr_virtual_pointer_v1_new_pointer_event> pointer_;
};

} // namespace vitrail
