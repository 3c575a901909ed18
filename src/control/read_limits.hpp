#pragma once

#include "base/client_limits.hpp"
#include "section.hpp"

namespace vitrail {

/// [limits].
void read_limits(Section s, ClientLimits& out);

} // namespace vitrail
