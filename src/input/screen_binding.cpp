#include "input/screen_binding.hpp"

#include "base/owned.hpp"
#include "base/wlr.hpp"

#include <cmath>
#include <cstdlib>
#include <libinput.h>
#include <libudev.h>
#include <linux/input.h>

namespace vitrail {

namespace {

bool points_to_places(wlr_input_device const& device)
{
    return device.type == WLR_INPUT_DEVICE_POINTER || device.type == WLR_INPUT_DEVICE_TOUCH
        || device.type == WLR_INPUT_DEVICE_TABLET;
}

/// The output that the device itself names, or udev for it (WL_OUTPUT).
char const* output_told_by(wlr_input_device& device, libinput_device* handle)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_POINTER: return wlr_pointer_from_input_device(&device)->output_name;
    case WLR_INPUT_DEVICE_TOUCH:   return wlr_touch_from_input_device(&device)->output_name;
    default:                       return handle ? libinput_device_get_output_name(handle) : nullptr;
    }
}

/// Whether the kernel says that it lies on a display (INPUT_PROP_DIRECT), which libinput does not hand on.
bool is_direct(libinput_device* handle)
{
    Owned<udev_device, udev_device_unref> const node{libinput_device_get_udev_device(handle)};
    auto* const device = node ? udev_device_get_parent(node.get()) : nullptr; // belongs to `node`
    char const* bits = device ? udev_device_get_sysattr_value(device, "properties") : nullptr;
    return bits && (std::strtoul(bits, nullptr, 16) & (1UL << INPUT_PROP_DIRECT));
}

bool is_wired_in(libinput_device* handle)
{
    auto const bus = libinput_device_get_id_bustype(handle);
    return bus != BUS_USB && bus != BUS_BLUETOOTH && bus != BUS_VIRTUAL;
}

PointingPlace place_of(wlr_input_device& device, DeviceRule const* rule)
{
    auto* const handle = wlr_input_device_is_libinput(&device) ? wlr_libinput_get_device_handle(&device) : nullptr;
    auto const* told = output_told_by(device, handle);
    PointingPlace out{.name = device.name ? device.name : "",
                      .millimetres = {},
                      .wanted = rule ? rule->output.value_or("") : "",
                      .told = told ? told : ""};
    if (!handle || device.type == WLR_INPUT_DEVICE_POINTER)
        return out;
    double width = 0, height = 0;
    if (libinput_device_get_size(handle, &width, &height) == 0)
        out.millimetres = {int(std::lround(width)), int(std::lround(height))};
    out.on_glass = device.type == WLR_INPUT_DEVICE_TOUCH || is_direct(handle);
    out.built_in = is_wired_in(handle);
    return out;
}

} // namespace

ScreenChoice ScreenBinding::choice_for(wlr_input_device& device) const
{
    if (!points_to_places(device))
        return {};
    return choose_screen(place_of(device, devices_.rule_of(device)), screens ? screens() : std::vector<KnownDisplay>{});
}

void ScreenBinding::update()
{
    devices_.for_each([&](wlr_input_device& device) {
        if (!points_to_places(device))
            return;
        auto const choice = choice_for(device);
        cursor_.map_to_output(device, choice.connector.empty() ? nullptr : choice.connector.c_str());
    });
}

} // namespace vitrail
