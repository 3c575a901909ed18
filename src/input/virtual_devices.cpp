#include "input/virtual_devices.hpp"

#include <cstdlib>
#include <cstring>

namespace vitrail {

/// Hears of what is done with a device, on whichever seat it is.
class VirtualDevices::Device {
public:
    Device(VirtualDevices& all, wlr_virtual_keyboard_v1& keyboard)
        : all_{all}
        , client_{*wl_resource_get_client(keyboard.resource)}
    {
        key_.connect<&Device::on_key>(this, keyboard.keyboard.events.key);
        gone_.connect<&Device::on_gone>(this, keyboard.keyboard.base.events.destroy);
    }
    Device(VirtualDevices& all, wlr_virtual_pointer_v1& made)
        : all_{all}
        , client_{*wl_resource_get_client(made.resource)}
    {
        auto& events = made.pointer.events;
        motion_.connect<&Device::on_use>(this, events.motion);
        motion_absolute_.connect<&Device::on_use>(this, events.motion_absolute);
        button_.connect<&Device::on_use>(this, events.button);
        axis_.connect<&Device::on_use>(this, events.axis);
        gone_.connect<&Device::on_gone>(this, made.pointer.base.events.destroy);
    }

private:
    void on_key(wlr_keyboard_key_event* event)
    {
        if (event->state == WL_KEYBOARD_KEY_STATE_PRESSED)
            on_use();
    }
    void on_use() { all_.events_.used(client_); }
    void on_gone() { all_.on_gone(*this); }

    VirtualDevices& all_;
    wl_client& client_;
    Slot<wlr_keyboard_key_event> key_;
    Slot<> motion_, motion_absolute_, button_, axis_, gone_;
};

VirtualDevices::VirtualDevices(wl_display& display, Events events)
    : events_{std::move(events)}
{
    auto* keyboards = wlr_virtual_keyboard_manager_v1_create(&display);
    auto* pointers = wlr_virtual_pointer_manager_v1_create(&display);
    keyboard_.connect<&VirtualDevices::on_keyboard>(this, keyboards->events.new_virtual_keyboard);
    pointer_.connect<&VirtualDevices::on_pointer>(this, pointers->events.new_virtual_pointer);
}

VirtualDevices::~VirtualDevices() = default;

void VirtualDevices::on_keyboard(wlr_virtual_keyboard_v1* keyboard)
{
    devices_.emplace_back(*this, *keyboard);
    events_.added(keyboard->keyboard.base, keyboard->seat);
}

void VirtualDevices::on_pointer(wlr_virtual_pointer_v1_new_pointer_event* event)
{
    auto& pointer = event->new_pointer->pointer;
    if (event->suggested_output && !pointer.output_name)
        pointer.output_name = ::strdup(event->suggested_output->name); // as libinput does; wlr_pointer_finish frees it
    devices_.emplace_back(*this, *event->new_pointer);
    events_.added(pointer.base, event->suggested_seat);
}

void VirtualDevices::on_gone(Device const& device)
{
    devices_.remove_if([&](Device const& each) { return &each == &device; });
}

} // namespace vitrail
