#include "input/devices.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"

#include <libinput.h>

namespace vitrail {

namespace {

std::uint32_t capability_of(wlr_input_device const& device)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_KEYBOARD: return WL_SEAT_CAPABILITY_KEYBOARD;
    case WLR_INPUT_DEVICE_POINTER:
    case WLR_INPUT_DEVICE_TABLET:   return WL_SEAT_CAPABILITY_POINTER; // a pen is one where nobody knows pens
    case WLR_INPUT_DEVICE_TOUCH:    return WL_SEAT_CAPABILITY_TOUCH;
    default:                        return 0;
    }
}

} // namespace

void Devices::add(wlr_input_device& device)
{
    auto entry = std::make_unique<Entry>();
    entry->device = &device;
    entry->destroyed.connect<&Devices::on_destroyed>(this, device.events.destroy);
    entries_.push_back(std::move(entry));
    log::info("input device: {}", device.name ? device.name : "(no name)");
}

void Devices::on_destroyed(wlr_input_device* device)
{
    std::erase_if(entries_, [device](auto const& entry) { return entry->device == device; });
    log::info("input device gone: {}", device->name ? device->name : "(no name)");
    events_.gone(*device);
}

std::uint32_t Devices::capabilities() const
{
    std::uint32_t out = 0;
    for (auto const& entry : entries_)
        out |= capability_of(*entry->device);
    return out;
}

void Devices::for_each(std::function<void(wlr_input_device&)> const& visit) const
{
    for (auto const& entry : entries_)
        visit(*entry->device);
}

char const* output_name_of(wlr_input_device& device)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_POINTER: return wlr_pointer_from_input_device(&device)->output_name;
    case WLR_INPUT_DEVICE_TOUCH:   return wlr_touch_from_input_device(&device)->output_name;
    case WLR_INPUT_DEVICE_TABLET:
        return wlr_input_device_is_libinput(&device)
            ? libinput_device_get_output_name(wlr_libinput_get_device_handle(&device)) : nullptr;
    default:                       return nullptr;
    }
}

void configure_libinput(wlr_input_device& device, DeviceConfig const& config)
{
    if (!wlr_input_device_is_libinput(&device))
        return;
    auto* handle = wlr_libinput_get_device_handle(&device);
    if (libinput_device_config_tap_get_finger_count(handle) > 0)
        libinput_device_config_tap_set_enabled(
            handle, config.tap_to_click ? LIBINPUT_CONFIG_TAP_ENABLED : LIBINPUT_CONFIG_TAP_DISABLED);
    if (libinput_device_config_scroll_has_natural_scroll(handle))
        libinput_device_config_scroll_set_natural_scroll_enabled(handle, config.natural_scroll);
}

} // namespace vitrail
