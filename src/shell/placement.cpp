#include "shell/placement.hpp"

#include <algorithm>
#include <cstdlib>

namespace vitrail {

namespace {

constexpr int cascade_step = 32;
constexpr std::size_t most_tries = 200;

int limited(int length, int min, int max, int base, int step)
{
    if (max > 0)
        length = std::min(length, max);
    if (step > 1 && length > base)
        length = base + (length - base) / step * step;
    return std::max({length, min, 1});
}

int centred(int start, int room, int length) { return start + std::max(0, (room - length) / 2); }

int kept_inside(int start, int room, int at, int length)
{
    return std::max(start, std::min(at, start + room - length));
}

bool near_corner(Point<Logical> a, Point<Logical> b)
{
    return std::abs(a.x - b.x) < cascade_step / 2 && std::abs(a.y - b.y) < cascade_step / 2;
}

} // namespace

Size<Logical> limited(Size<Logical> size, SizeLimits const& limits)
{
    auto const& [min, max, base, step] = limits;
    return {limited(size.width, min.width, max.width, base.width, step.width),
            limited(size.height, min.height, max.height, base.height, step.height)};
}

Size<Logical> resized(Rect<Logical> const& start, Edges edges, Point<Logical> delta, SizeLimits const& limits)
{
    int const wider = edges.right ? delta.x : edges.left ? -delta.x : 0;
    int const higher = edges.bottom ? delta.y : edges.top ? -delta.y : 0;
    return limited({start.width + wider, start.height + higher}, limits);
}

Point<Logical> anchored(Rect<Logical> const& start, Edges edges, Size<Logical> now)
{
    return {edges.left ? start.right() - now.width : start.x, edges.top ? start.bottom() - now.height : start.y};
}

Point<Logical> centred(Rect<Logical> const& area, Size<Logical> size)
{
    return {centred(area.x, area.width, size.width), centred(area.y, area.height, size.height)};
}

Point<Logical> kept_inside(Rect<Logical> const& area, Rect<Logical> const& box)
{
    return {kept_inside(area.x, area.width, box.x, box.width), kept_inside(area.y, area.height, box.y, box.height)};
}

Point<Logical> cascaded(Rect<Logical> const& area, Size<Logical> size, std::span<Rect<Logical> const> others)
{
    auto const taken = [&](Point<Logical> at) {
        return std::ranges::any_of(others, [&](auto const& other) { return near_corner(at, other.origin()); });
    };
    auto const first = centred(area, size);
    auto at = first;
    // With n others one of n + 1 places is free; nobody sees the difference among hundreds.
    for (auto tries = std::min(others.size(), most_tries); tries > 0 && taken(at); --tries) {
        at = at + Point<Logical>{cascade_step, cascade_step};
        if (at.x + size.width > area.right() || at.y + size.height > area.bottom())
            at = area.origin();
    }
    return kept_inside(area, Rect<Logical>::at(at, size));
}

} // namespace vitrail
