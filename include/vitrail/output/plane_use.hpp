#pragma once

#include <optional>
#include <string_view>

namespace vitrail {

/// Which planes clients' buffers may be on.
enum class PlaneUse {
    All,
    Primary, ///< the primary plane only, under what fills the screen alone
    None,    ///< everything is composed, the cursor too
};

/// "all", "primary", "none": as users write and read it.
[[nodiscard]] std::string_view name_of(PlaneUse use);
/// The use of that name; nothing if there is none.
[[nodiscard]] std::optional<PlaneUse> plane_use(std::string_view name);

} // namespace vitrail
