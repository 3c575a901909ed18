#pragma once

#include "input/device_rules.hpp"

#include <string>
#include <utility>
#include <vector>

struct wlr_input_device;

namespace vitrail {

/// What the device is called, and what kind it is.
[[nodiscard]] DeviceNames names_of(wlr_input_device& device);

/// Sets what libinput leaves open, as `rule` has it, and else as the device has it by itself. What it cannot do is left alone.
/// Gives the settings of `asked` that it cannot do, as the configuration calls them.
std::vector<std::string> configure_libinput(wlr_input_device& device, DeviceRule const& rule, DeviceRule const& asked);

/// The settings that the device has now, each as the configuration would have it: {"accel-profile", "\"flat\""}.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> libinput_settings(wlr_input_device& device);

} // namespace vitrail
