#pragma once

#include "json.hpp"

namespace vitrail {

class Output;
class Shell;
struct DeviceReport;
struct PrivateUse;

/// Every layer of the output's last frame, top to bottom: which way it goes, and why (docs/control.md, "why").
[[nodiscard]] Json report_layers(Output& output, Shell const& shell);

/// What the output is and has done (docs/control.md, "outputs").
[[nodiscard]] Json report_output(Output const& output);

/// What the device is called and how it is set (docs/control.md, "inputs").
[[nodiscard]] Json report_input(DeviceReport const& device);

/// What a program does beyond its own windows (docs/control.md, "privacy").
[[nodiscard]] Json report_use(PrivateUse const& use);

} // namespace vitrail
