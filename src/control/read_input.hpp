#pragma once

#include "input/device_rules.hpp"
#include "section.hpp"

namespace vitrail {

/// [input], [input.KIND] and [input."NAME"].
void read_input(Section s, DeviceRules& out);

} // namespace vitrail
