#pragma once

#include "backend/scanout.hpp"
#include "base/geometry.hpp"

#include <utility>
#include <vector>

namespace vitrail {

/// Widths along the four sides of a box, in logical units.
struct Insets {
    int top = 0, bottom = 0, left = 0, right = 0;

    friend bool operator==(Insets const&, Insets const&) = default;
};

/// What is left of `area` without its sides: never less than one unit, however wide they are.
[[nodiscard]] Rect<Logical> inside(Rect<Logical> const& area, Insets const& sides);

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
