#pragma once

#include "frame/layer.hpp"

#include <array>

namespace vitrail {

/// What x, y and 1 add to something.
using Weights3 = std::array<float, 3>;

/// How places are found on the target: of those within a layer, from 0 to 1; and in the texture of the whole buffer: of pixels
/// of the target, from `corner`, the layer's.
struct Mapping {
    Weights3 to_x{}, to_y{}, to_u{}, to_v{};
    std::array<float, 2> corner{};
};

/// One instance of shaders/quad.vert, as it lies in the vertex buffer.
struct Quad {
    std::array<float, 4> box;   ///< left, top, right, bottom, from 0 to 1 within the layer
    Mapping mapping;
    std::array<float, 4> value; ///< a premultiplied colour
    float unit;                 ///< which texture
};

/// Of a box on a target of that size.
[[nodiscard]] Mapping mapping_of(Rect<OutputPx> const& box, Size<OutputPx> target);
/// Of a layer's picture.
[[nodiscard]] Mapping mapping_of(Layer const& layer, Size<OutputPx> target);

/// The part `box` of `whole` as it stands in Quad::box.
[[nodiscard]] std::array<float, 4> within(Rect<OutputPx> const& whole, Rect<OutputPx> const& box);

} // namespace vitrail
