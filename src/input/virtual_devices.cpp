#include "input/virtual_devices.hpp"

#include <cstdlib>
#include <cstring>

namespace vitrail {

VirtualDevices::VirtualDevices(wl_display& display, wlr_seat& seat, Added added)
    : seat_{seat}
    , added_{std::move(added)}
{
    auto* keyboards = wlr_virtual_keyboard_manager_v1_create(&display);
    auto* pointers = wlr_virtual_pointer_manager_v1_create(&display);
    keyboard_.connect<&VirtualDevices::on_keyboard>(this, keyboards->events.new_virtual_keyboard);
    pointer_.connect<&VirtualDevices::on_pointer>(this, pointers->events.new_virtual_pointer);
}

void VirtualDevices::on_keyboard(wlr_virtual_keyboard_v1* keyboard)
{
    if (keyboard->seat == &seat_)
        added_(keyboard->keyboard.base);
}

void VirtualDevices::on_pointer(wlr_virtual_pointer_v1_new_pointer_event* event)
{
    if (event->suggested_seat && event->suggested_seat != &seat_)
        return;
    auto& pointer = event->new_pointer->pointer;
    if (event->suggested_output && !pointer.output_name)
        pointer.output_name = ::strdup(event->suggested_output->name); // as libinput does; wlr_pointer_finish frees it
    added_(pointer.base);
}

} // namespace vitrail
