#pragma once

#include "base/geometry.hpp"

#include <span>

namespace vitrail {

// Where windows go, as arithmetic: boxes are window geometries in layout coordinates. Pure.

/// Sides of a box, as `xdg_toplevel.resize` names them.
struct Edges {
    bool top = false, bottom = false, left = false, right = false;

    friend bool operator==(Edges const&, Edges const&) = default;
    [[nodiscard]] bool any() const { return top || bottom || left || right; }
};

/// Widths along the four sides of a box, in logical units.
struct Insets {
    int top = 0, bottom = 0, left = 0, right = 0;

    friend bool operator==(Insets const&, Insets const&) = default;
    /// From the top left of the box to that of what it encloses.
    [[nodiscard]] Point<Logical> offset() const { return {left, top}; }
};

/// What is left of `area` without its sides: never less than one unit, however wide they are.
[[nodiscard]] Rect<Logical> inside(Rect<Logical> const& area, Insets const& sides);
/// The same for a size.
[[nodiscard]] Size<Logical> inside(Size<Logical> size, Insets const& sides);
/// A size with its sides.
[[nodiscard]] Size<Logical> around(Size<Logical> size, Insets const& sides);

/// What sizes a window takes; zero means "no limit" (xdg-shell, set_min_size and set_max_size).
struct SizeLimits {
    Size<Logical> min, max;
    Size<Logical> base{}, step{}; ///< whole steps above the base, such as lines of text (ICCCM, WM_NORMAL_HINTS)
};

/// The limits of a window that has such sides around it.
[[nodiscard]] SizeLimits around(SizeLimits limits, Insets const& sides);

/// `size` within `limits`, and never empty. The minimum wins over the maximum.
[[nodiscard]] Size<Logical> limited(Size<Logical> size, SizeLimits const& limits);

/// The size of a window that was `start` when the pointer took hold of `edges` and has moved by `delta` since.
[[nodiscard]] Size<Logical> resized(Rect<Logical> const& start, Edges edges, Point<Logical> delta,
                                    SizeLimits const& limits);

/// Where a window of size `now` is, so that the edges opposite to the held ones stay where they were in `start`.
[[nodiscard]] Point<Logical> anchored(Rect<Logical> const& start, Edges edges, Size<Logical> now);

/// The origin of a box of `size` in the middle of `area`; a bigger one sticks out to the right and below only.
[[nodiscard]] Point<Logical> centred(Rect<Logical> const& area, Size<Logical> size);

/// The origin nearest to that of `box` with which it lies in `area`; a bigger one sticks out to the right and below.
[[nodiscard]] Point<Logical> kept_inside(Rect<Logical> const& area, Rect<Logical> const& box);

/// Where a new window of `size` goes in `area`: the middle; from there down to the right until it hides the corner of
/// none of `others`; from the top left again where the area ends.
[[nodiscard]] Point<Logical> cascaded(Rect<Logical> const& area, Size<Logical> size,
                                      std::span<Rect<Logical> const> others);

/// Where a new window of `size` goes in `area` so that it hides least of `others`: in the middle if it hides nothing there,
/// else along their edges or the area's, as near to the middle as may be. With none of all places better than the next one
/// in the cascade, that.
[[nodiscard]] Point<Logical> least_hiding(Rect<Logical> const& area, Size<Logical> size,
                                          std::span<Rect<Logical> const> others);

} // namespace vitrail
