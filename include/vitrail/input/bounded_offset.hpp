#pragma once

#include "base/geometry.hpp"

#include <algorithm>

namespace vitrail {

/// How far a picture lies from the pointer, as its client says, or so far that nobody sees it: larger numbers only make sums
/// overflow.
[[nodiscard]] inline Point<Logical> bounded_offset(Point<Logical> offset)
{
    constexpr int farthest = 1 << 20;
    return {std::clamp(offset.x, -farthest, farthest), std::clamp(offset.y, -farthest, farthest)};
}

} // namespace vitrail
