#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "frame/layer.hpp"
#include "scene/picture.hpp"
#include "scene/view.hpp"

namespace vitrail {

/// Where one picture lies in one view, and how its units and its buffer's pixels get there. A value; cheap to make.
class Projection {
public:
    /// `at` is the picture's top left in the layout. All three must outlive the projection.
    Projection(View const& view, Picture const& picture, FPoint<Logical> at);

    /// In the output's buffer; may reach over its edges.
    [[nodiscard]] Rect<OutputPx> dest() const { return view_.turned(upright_); }
    /// What turns the buffer's picture into the output's, as `Layer::transform` means it.
    [[nodiscard]] Transform transform() const { return composed(inverted(picture_.transform), view_.transform); }
    /// The pixels that hide all below them: rounded inwards, and kept off the reach of the scaling filter.
    [[nodiscard]] Region<OutputPx> opaque() const;
    /// All pixels that may look different when these pixels of the buffer do: rounded outwards, with the filter's reach.
    [[nodiscard]] Region<OutputPx> touched_by(Region<BufferPx> const& damage) const;
    /// A point of the picture, in pixels from the top left of `dest`.
    [[nodiscard]] Point<BufferPx> pixel_of(Point<Logical> in_picture) const;

private:
    /// Output pixels for each buffer pixel, before the output's transform.
    [[nodiscard]] FPoint<OutputPx> magnification() const;
    /// Does each output pixel show exactly one pixel of the buffer?
    [[nodiscard]] bool one_to_one() const;

    View const& view_;
    Picture const& picture_;
    Rect<OutputPx> upright_; // before the output's transform
};

} // namespace vitrail
