#pragma once

#include "base/geometry.hpp"

namespace vitrail {

/// What makes a layer look otherwise than its buffer does, and what no plane can show: rounded corners, dimming, a
/// shadow, a part in a cross-fade. A layer without any of it has no look at all (Layer::look), and costs nothing.
struct LayerLook {
    Rect<OutputPx> window;    ///< the window that the layer belongs to: its corners are round, it throws the shadow
    float corner_radius = 0;  ///< output pixels; 0: square
    float dim = 0;            ///< 0: as bright as it is; 1: black
    float shadow_reach = 0;   ///< output pixels; above 0 the layer is the shadow of `window`: its colour, ever fainter
    bool fading = false;      ///< it fades out, or is what comes to light

    friend bool operator==(LayerLook const&, LayerLook const&) = default;
};

} // namespace vitrail
