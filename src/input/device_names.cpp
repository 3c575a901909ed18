#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "input/libinput_options.hpp"

#include <format>
#include <libinput.h>
#include <libudev.h>

namespace vitrail {

namespace {

/// What udev found out about the device; libinput does not tell sticks and balls from mice.
bool udev_says(libinput_device* device, char const* property)
{
    Owned<udev_device, udev_device_unref> const from{libinput_device_get_udev_device(device)};
    char const* value = from ? udev_device_get_property_value(from.get(), property) : nullptr;
    return value && value[0] == '1';
}

std::string kind_of_pointer(wlr_input_device& device)
{
    auto* const handle = wlr_input_device_is_libinput(&device) ? wlr_libinput_get_device_handle(&device) : nullptr;
    if (handle && libinput_device_config_tap_get_finger_count(handle) > 0)
        return "touchpad";
    if (handle && udev_says(handle, "ID_INPUT_POINTINGSTICK"))
        return "trackpoint";
    return handle && udev_says(handle, "ID_INPUT_TRACKBALL") ? "trackball" : "mouse";
}

std::string kind_of(wlr_input_device& device)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_KEYBOARD:   return "keyboard";
    case WLR_INPUT_DEVICE_POINTER:    return kind_of_pointer(device);
    case WLR_INPUT_DEVICE_TOUCH:      return "touch";
    case WLR_INPUT_DEVICE_TABLET:
    case WLR_INPUT_DEVICE_TABLET_PAD: return "tablet";
    default:                          return "";
    }
}

} // namespace

DeviceNames names_of(wlr_input_device& device)
{
    DeviceNames out{.name = device.name ? device.name : "", .id = {}, .kind = kind_of(device)};
    if (!wlr_input_device_is_libinput(&device))
        return out;
    auto* const handle = wlr_libinput_get_device_handle(&device);
    out.id = std::format("{:04x}:{:04x}", libinput_device_get_id_vendor(handle), libinput_device_get_id_product(handle));
    return out;
}

} // namespace vitrail
