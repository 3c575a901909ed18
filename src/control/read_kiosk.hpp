#pragma once

#include "section.hpp"
#include "shell/kiosk_config.hpp"

namespace vitrail {

/// The table [kiosk] and its applications.
void read_kiosk(Section s, KioskConfig& out);

} // namespace vitrail
