#pragma once

#include "json.hpp"

namespace vitrail {

class Output;
class Shell;

/// Every layer of the output's last frame, top to bottom: which way it goes, and why (docs/control.md, "why").
[[nodiscard]] Json report_layers(Output& output, Shell const& shell);

/// What the output is and has done (docs/control.md, "outputs").
[[nodiscard]] Json report_output(Output const& output);

} // namespace vitrail
