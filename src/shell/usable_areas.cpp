#include "shell/usable_areas.hpp"

#include <algorithm>

namespace vitrail {

bool UsableAreas::reserve(DisplayIdentity const& output, Insets const& sides)
{
    auto const found = std::ranges::find(reserved_, output, &std::pair<DisplayIdentity, Insets>::first);
    if (found != reserved_.end())
        return std::exchange(found->second, sides) != sides;
    if (sides == Insets{})
        return false;
    reserved_.emplace_back(output, sides);
    return true;
}

Rect<Logical> UsableAreas::usable(DisplayIdentity const& output, Rect<Logical> const& area) const
{
    auto const found = std::ranges::find(reserved_, output, &std::pair<DisplayIdentity, Insets>::first);
    return found == reserved_.end() ? area : inside(area, found->second);
}

} // namespace vitrail
