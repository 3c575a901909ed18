#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace vitrail {

/// The slowest refresh that a display takes, as the time between two refreshes, by its display range limits (VESA E-EDID
/// 1.4, 3.10.3.3). Nothing: it does not say.
[[nodiscard]] std::optional<Duration> longest_refresh_of(std::span<std::byte const> edid);

} // namespace vitrail
