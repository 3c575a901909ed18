#pragma once

#include "backend/scanout.hpp"
#include "base/geometry.hpp"
#include "shell/placement.hpp"

#include <utility>
#include <vector>

namespace vitrail {

/// What panels keep for themselves along the sides of each output, by its identity: it outlives the display.
class UsableAreas {
public:
    /// True if that is news.
    bool reserve(DisplayIdentity const& output, Insets const& sides);
    /// What panels leave of `area`, which is that of the whole output, to windows.
    [[nodiscard]] Rect<Logical> usable(DisplayIdentity const& output, Rect<Logical> const& area) const;

private:
    std::vector<std::pair<DisplayIdentity, Insets>> reserved_;
};

} // namespace vitrail
