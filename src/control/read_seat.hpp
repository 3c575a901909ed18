#pragma once

#include "input/seat_config.hpp"
#include "section.hpp"

namespace vitrail {

/// [keyboard], [cursor] and [input] of the configuration file.
void read_seat(Section& root, SeatConfig& out);

} // namespace vitrail
