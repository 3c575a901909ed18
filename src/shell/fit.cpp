#include "shell/fit.hpp"

#include <cstdlib>
#include <optional>

namespace vitrail {

namespace {

bool left(Fit fit) { return fit == Fit::LeftHalf || fit == Fit::TopLeft || fit == Fit::BottomLeft; }
bool right(Fit fit) { return fit == Fit::RightHalf || fit == Fit::TopRight || fit == Fit::BottomRight; }
bool top(Fit fit) { return fit == Fit::TopLeft || fit == Fit::TopRight; }
bool bottom(Fit fit) { return fit == Fit::BottomLeft || fit == Fit::BottomRight; }

Fit pushed_aside(Fit fit, Fit half, Fit upper, Fit lower)
{
    if (fit == half)
        return Fit::Free;
    if (fit == upper || fit == lower)
        return half;
    return top(fit) ? upper : bottom(fit) ? lower : half;
}

/// The length of line that two boxes have in common, seen along the other axis: edges snap only to what they can meet.
bool side_by_side(int start, int length, int other_start, int other_length)
{
    return start < other_start + other_length && other_start < start + length;
}

/// The smallest step, within reach, that takes an edge to a line.
class NearestStep {
public:
    explicit NearestStep(int reach) : best_{reach + 1} {}
    void offer(int edge, int line)
    {
        if (std::abs(line - edge) < std::abs(best_))
            best_ = line - edge, found_ = true;
    }
    [[nodiscard]] int step() const { return found_ ? best_ : 0; }

private:
    int best_;
    bool found_ = false;
};

} // namespace

Rect<Logical> part_of(Rect<Logical> const& area, Fit fit)
{
    auto out = area;
    if (left(fit))
        out.width = area.width / 2;
    if (right(fit))
        out = {area.x + area.width / 2, area.y, area.width - area.width / 2, area.height};
    if (top(fit))
        out.height = area.height / 2;
    if (bottom(fit))
        out = {out.x, area.y + area.height / 2, out.width, area.height - area.height / 2};
    return out;
}

Edges tiled_edges(Fit fit)
{
    if (fit == Fit::Tiled)
        return {.top = true, .bottom = true, .left = true, .right = true};
    if (!left(fit) && !right(fit))
        return {};
    return {.top = !bottom(fit), .bottom = !top(fit), .left = left(fit), .right = right(fit)};
}

Fit pushed(Fit fit, Direction direction)
{
    switch (direction) {
    case Direction::Left:  return pushed_aside(fit, Fit::LeftHalf, Fit::TopLeft, Fit::BottomLeft);
    case Direction::Right: return pushed_aside(fit, Fit::RightHalf, Fit::TopRight, Fit::BottomRight);
    case Direction::Up:
        return fit == Fit::LeftHalf ? Fit::TopLeft
            : fit == Fit::RightHalf ? Fit::TopRight
            : fit == Fit::BottomLeft ? Fit::LeftHalf
            : fit == Fit::BottomRight ? Fit::RightHalf
                                      : Fit::Maximised;
    case Direction::Down:
        return fit == Fit::LeftHalf ? Fit::BottomLeft
            : fit == Fit::RightHalf ? Fit::BottomRight
            : fit == Fit::TopLeft ? Fit::LeftHalf
            : fit == Fit::TopRight ? Fit::RightHalf
            : fit == Fit::Maximised ? Fit::Free
                                    : fit;
    }
    return fit;
}

Fit fit_at_edge(Rect<Logical> const& screen, FPoint<Logical> at, int reach)
{
    if (!screen.contains(at))
        return Fit::Free;
    bool const high = at.y < screen.y + screen.height / 4.0, low = at.y >= screen.bottom() - screen.height / 4.0;
    if (at.x < screen.x + reach)
        return high ? Fit::TopLeft : low ? Fit::BottomLeft : Fit::LeftHalf;
    if (at.x >= screen.right() - reach)
        return high ? Fit::TopRight : low ? Fit::BottomRight : Fit::RightHalf;
    return at.y < screen.y + reach ? Fit::Maximised : Fit::Free;
}

std::vector<Rect<Logical>> tiles(Rect<Logical> const& area, int count)
{
    if (count <= 1)
        return std::vector(std::size_t(std::max(count, 0)), area);
    std::vector<Rect<Logical>> out{part_of(area, Fit::LeftHalf)};
    auto const rest = part_of(area, Fit::RightHalf);
    for (int i = 0, others = count - 1; i < others; ++i) {
        int const from = rest.height * i / others, to = rest.height * (i + 1) / others;
        out.push_back({rest.x, rest.y + from, rest.width, std::max(to - from, 1)});
    }
    return out;
}

Point<Logical> snapped(Rect<Logical> const& box, Rect<Logical> const& area, std::span<Rect<Logical> const> targets,
                       int reach)
{
    NearestStep across{reach}, down{reach};
    across.offer(box.x, area.x);
    across.offer(box.right(), area.right());
    down.offer(box.y, area.y);
    down.offer(box.bottom(), area.bottom());
    for (auto const& other : targets) {
        if (side_by_side(box.y, box.height, other.y, other.height)) {
            across.offer(box.x, other.right());
            across.offer(box.right(), other.x);
        }
        if (side_by_side(box.x, box.width, other.x, other.width)) {
            down.offer(box.y, other.bottom());
            down.offer(box.bottom(), other.y);
        }
    }
    return box.origin() + Point<Logical>{across.step(), down.step()};
}

Size<Logical> snapped_size(Rect<Logical> const& box, Edges edges, Rect<Logical> const& area,
                           std::span<Rect<Logical> const> targets, int reach)
{
    NearestStep across{reach}, down{reach};
    if (edges.left)
        across.offer(box.x, area.x);
    if (edges.right)
        across.offer(box.right(), area.right());
    if (edges.top)
        down.offer(box.y, area.y);
    if (edges.bottom)
        down.offer(box.bottom(), area.bottom());
    for (auto const& other : targets) {
        if (side_by_side(box.y, box.height, other.y, other.height)) {
            if (edges.left)
                across.offer(box.x, other.right());
            if (edges.right)
                across.offer(box.right(), other.x);
        }
        if (side_by_side(box.x, box.width, other.x, other.width)) {
            if (edges.top)
                down.offer(box.y, other.bottom());
            if (edges.bottom)
                down.offer(box.bottom(), other.y);
        }
    }
    return {box.width + (edges.left ? -across.step() : across.step()),
            box.height + (edges.top ? -down.step() : down.step())};
}

} // namespace vitrail
