#pragma once

#include "frame/frame.hpp"

#include <vector>

namespace vitrail {

/// One thing to paint: where `clip` says, a layer's picture or a colour.
struct Stroke {
    Region<OutputPx> clip;
    Layer const* picture = nullptr; ///< whose picture; null: `color`
    Color color;
    LayerLook const* look = nullptr; ///< null: as it is
    bool blend = false; ///< false: replaces what is there; a picture is then taken as opaque
};

/// What is to be painted so that `area` of the composed buffer shows the frame: bottom to top, nothing that is hidden.
/// Strokes that replace never cover anything that lies below them, so they may be painted first, in any order.
///
/// `frame` must outlive the strokes.
[[nodiscard]] std::vector<Stroke> strokes_of(Frame const& frame, Region<OutputPx> const& area);

} // namespace vitrail
