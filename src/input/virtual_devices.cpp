#include "input/virtual_devices.hpp"

#include <cstdlib>
#include <cstring>

namespace vitrail {

VirtualDevices::VirtualDevices(wl_display& display, Added added)
    : added_{std::move(added)}
{
    auto* keyboards = wlr_virtual_keyboard_manager_v1_create(&display);
    auto* pointers = wlr_virtual_pointer_manager_v1_create(&display);
    keyboard_.connect<&VirtualDevices::on_keyboard>(this, keyboards->events.new_virtual_keyboard);
    pointer_.connect<&VirtualDevices::on_pointer>(this, pointers->events.new_virtual_pointer);
}

void VirtualDevices::on_keyboard(wlr_virtual_keyboard_v1* keyboard)
{
    added_(keyboard->keyboard.base, keyboard->seat);
}

void VirtualDevices::on_pointer(wlr_virtual_pointer_v1_new_pointer_event* event)
{
    auto& pointer = event->new_pointer->pointer;
    if (event->suggested_output && !pointer.output_name)
        pointer.output_name = ::strdup(event->suggested_output->name); // as libinput does; wlr_pointer_finish frees it
    added_(pointer.base, event->suggested_seat);
}

} // namespace vitrail
