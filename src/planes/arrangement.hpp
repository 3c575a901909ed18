#pragma once

#include "look.hpp"

namespace vitrail {

/// Names the layers that a search would look at: those that may have a plane, and all that lies on them.
[[nodiscard]] std::uint64_t hash_of(Look const& look);

} // namespace vitrail
