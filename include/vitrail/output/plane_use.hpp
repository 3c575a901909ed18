#pragma once

namespace vitrail {

/// Which planes clients' buffers may be on.
enum class PlaneUse {
    All,
    Primary, ///< the primary plane only, under what fills the screen alone
    None,    ///< everything is composed, the cursor too
};

} // namespace vitrail
