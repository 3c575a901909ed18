#include "shell/placement.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

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

/// Beyond so many windows nobody sees a difference, and looking at all places would take its time.
constexpr std::size_t most_neighbours = 40;

std::int64_t hidden_by(Rect<Logical> const& box, std::span<Rect<Logical> const> others)
{
    std::int64_t out = 0;
    for (auto const& other : others)
        out += box.intersected(other).area();
    return out;
}

/// Along one axis: where a window of `length` may begin so that it meets an edge, or is in the middle.
std::vector<int> beginnings(int start, int room, int length, std::span<std::pair<int, int> const> edges)
{
    std::vector<int> out{centred(start, room, length), start, start + room - length};
    for (auto const& [from, to] : edges) {
        out.push_back(to);
        out.push_back(from - length);
    }
    std::erase_if(out, [&](int at) { return at < start || at + length > start + room; });
    return out;
}

} // namespace

Rect<Logical> inside(Rect<Logical> const& area, Insets const& sides)
{
    int const x = std::min(area.x + sides.left, area.right() - 1);
    int const y = std::min(area.y + sides.top, area.bottom() - 1);
    return {x, y, std::max(area.right() - sides.right - x, 1), std::max(area.bottom() - sides.bottom - y, 1)};
}

Size<Logical> inside(Size<Logical> size, Insets const& sides) { return inside(Rect<Logical>::of(size), sides).size(); }

Size<Logical> around(Size<Logical> size, Insets const& sides)
{
    return {size.width + sides.left + sides.right, size.height + sides.top + sides.bottom};
}

SizeLimits around(SizeLimits limits, Insets const& sides)
{
    if (sides == Insets{})
        return limits;
    limits.min = around(limits.min, sides);
    limits.base = around(limits.base, sides);
    if (limits.max.width > 0)
        limits.max.width += sides.left + sides.right;
    if (limits.max.height > 0)
        limits.max.height += sides.top + sides.bottom;
    return limits;
}

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

Point<Logical> least_hiding(Rect<Logical> const& area, Size<Logical> size, std::span<Rect<Logical> const> others)
{
    auto const middle = centred(area, size);
    auto const cascade = cascaded(area, size, others);
    if (others.size() > most_neighbours || hidden_by(Rect<Logical>::at(middle, size), others) == 0)
        return cascade;
    std::vector<std::pair<int, int>> across, down;
    for (auto const& other : others) {
        across.emplace_back(other.x, other.right());
        down.emplace_back(other.y, other.bottom());
    }
    auto best = cascade;
    auto least = hidden_by(Rect<Logical>::at(cascade, size), others);
    auto const distance = [&](Point<Logical> at) { return std::abs(at.x - middle.x) + std::abs(at.y - middle.y); };
    for (int const x : beginnings(area.x, area.width, size.width, across))
        for (int const y : beginnings(area.y, area.height, size.height, down)) {
            auto const hidden = hidden_by(Rect<Logical>::at({x, y}, size), others);
            bool const nearer = hidden == least && best != cascade && distance({x, y}) < distance(best);
            if (hidden < least || nearer) {
                least = hidden;
                best = {x, y};
            }
        }
    return best;
}

} // namespace vitrail
