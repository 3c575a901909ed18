#pragma once

#include "base/geometry.hpp"
#include "base/transform.hpp"

namespace vitrail {

/// How one output looks at the layout.
struct View {
    Point<Logical> origin;
    double scale = 1.0;
    Transform transform = Transform::Normal;
    Size<OutputPx> size; ///< of the buffer that is scanned out, after `transform`: what KMS calls the mode

    /// The part of the layout that is seen, in logical units (rounded up).
    [[nodiscard]] Rect<Logical> area() const;
    /// The output's size as its user sees it: before `transform`.
    [[nodiscard]] Size<OutputPx> upright_size() const { return transformed(size, transform); }
    /// A box of that upright picture as it lies in the buffer.
    [[nodiscard]] Rect<OutputPx> turned(Rect<OutputPx> const& upright) const
    {
        return transformed(upright, inverted(transform), upright_size());
    }
    /// Where a box of the layout lies in the upright picture: its edges are rounded, not its size, so that neighbours
    /// always meet (the rule of wlroots' scene).
    [[nodiscard]] Rect<OutputPx> upright_rounded(FPoint<Logical> at, Size<Logical> size) const;

    friend bool operator==(View const&, View const&) = default;
};

} // namespace vitrail
