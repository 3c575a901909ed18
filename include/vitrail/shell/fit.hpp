#pragma once

#include "base/geometry.hpp"
#include "shell/direction.hpp"
#include "shell/placement.hpp"

#include <span>
#include <vector>

namespace vitrail {

/// How a window that is not fullscreen fills its output. Tiled: its workspace's layout says where.
enum class Fit { Free, Maximised, LeftHalf, RightHalf, TopLeft, TopRight, BottomLeft, BottomRight, Tiled };

/// What part of `area` a window of this fit has. Not for Free and Tiled.
[[nodiscard]] Rect<Logical> part_of(Rect<Logical> const& area, Fit fit);
/// Which of its edges meet the border of the area, or the other half of it.
[[nodiscard]] Edges tiled_edges(Fit fit);
/// What a window becomes that is pushed in that direction: halves, from there to quarters; up from anything else fills
/// the area, down from there frees it. Pushed where it is already, a half is freed.
[[nodiscard]] Fit pushed(Fit fit, Direction direction);

/// What a window becomes that is let go with the pointer at an edge of the screen: a half at the left and right, a quarter
/// near their ends, all of it at the top. Free where it is at none.
[[nodiscard]] Fit fit_at_edge(Rect<Logical> const& screen, FPoint<Logical> at, int reach);

/// The automatic layout of a workspace: the first window has the left half, all others share the right one, one below
/// the other. One window alone has all of it.
[[nodiscard]] std::vector<Rect<Logical>> tiles(Rect<Logical> const& area, int count);

/// Where a box that is moved to `box` comes to rest: an edge of it that is no farther than `reach` from an edge of one of
/// `targets` meets it. Inner edges of `area` count as well.
[[nodiscard]] Point<Logical> snapped(Rect<Logical> const& box, Rect<Logical> const& area,
                                     std::span<Rect<Logical> const> targets, int reach);
/// The same for a size: only the held `edges` move.
[[nodiscard]] Size<Logical> snapped_size(Rect<Logical> const& box, Edges edges, Rect<Logical> const& area,
                                         std::span<Rect<Logical> const> targets, int reach);

} // namespace vitrail
