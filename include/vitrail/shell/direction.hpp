#pragma once

namespace vitrail {

/// Where a window is pushed to.
enum class Direction { Left, Right, Up, Down };

} // namespace vitrail
