#pragma once

#include "base/geometry.hpp"

#include <cstdint>

namespace vitrail {

/// A rotation (counter-clockwise) after an optional flip about the vertical axis; values as in `wl_output.transform`.
enum class Transform : std::uint32_t { Normal, R90, R180, R270, Flipped, Flipped90, Flipped180, Flipped270 };

/// Does the transform swap width and height?
[[nodiscard]] constexpr bool swaps_axes(Transform t) { return (static_cast<std::uint32_t>(t) & 1U) != 0; }

/// The transform that undoes `t`.
[[nodiscard]] constexpr Transform inverted(Transform t)
{
    auto const v = static_cast<std::uint32_t>(t);
    bool const plain_quarter = (v & 1U) && !(v & 4U);
    return static_cast<Transform>(plain_quarter ? v ^ 2U : v);
}

/// The transform that does `first` and then `second`.
[[nodiscard]] constexpr Transform composed(Transform first, Transform second)
{
    auto const a = static_cast<std::uint32_t>(first), b = static_cast<std::uint32_t>(second);
    std::uint32_t const flip = (a ^ b) & 4U;
    std::uint32_t const turn = (b & 4U) ? b - a : a + b;
    return static_cast<Transform>(flip | (turn & 3U));
}

template <class S> [[nodiscard]] constexpr Size<S> transformed(Size<S> s, Transform t)
{
    return swaps_axes(t) ? Size<S>{s.height, s.width} : s;
}

/// `r`, which lies in an area of size `area`, as it lies after the area was transformed by `t`.
template <class S> [[nodiscard]] Rect<S> transformed(Rect<S> const& r, Transform t, Size<S> area)
{
    Rect<S> out{.width = swaps_axes(t) ? r.height : r.width, .height = swaps_axes(t) ? r.width : r.height};
    switch (t) {
    case Transform::Normal:     out.x = r.x, out.y = r.y; break;
    case Transform::R90:        out.x = area.height - r.bottom(), out.y = r.x; break;
    case Transform::R180:       out.x = area.width - r.right(), out.y = area.height - r.bottom(); break;
    case Transform::R270:       out.x = r.y, out.y = area.width - r.right(); break;
    case Transform::Flipped:    out.x = area.width - r.right(), out.y = r.y; break;
    case Transform::Flipped90:  out.x = r.y, out.y = r.x; break;
    case Transform::Flipped180: out.x = r.x, out.y = area.height - r.bottom(); break;
    case Transform::Flipped270: out.x = area.height - r.bottom(), out.y = area.width - r.right(); break;
    }
    return out;
}

} // namespace vitrail
