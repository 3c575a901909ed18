#pragma once

#include "scene/leaf.hpp"
#include "scene/projection.hpp"

namespace vitrail {

/// Does it show nothing at all, wherever it is?
[[nodiscard]] inline bool is_clear(Picture const& p)
{
    return p.alpha <= 0 || (!p.content && p.color == Color{});
}

/// What `leaf` becomes where it lies at `place` and can be seen in `visible`, on a screen of `bounds`. Its damage is
/// not known here.
[[nodiscard]] Layer layer_of(
    Leaf const& leaf, Projection const& place, Region<OutputPx> visible, Rect<OutputPx> const& bounds);

} // namespace vitrail
