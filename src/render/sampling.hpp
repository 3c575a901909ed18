#pragma once

#include "frame/layer.hpp"

namespace vitrail {

/// May the nearest pixel of the buffer be taken, or must neighbours be mixed? It makes no difference to RGB whose pixels
/// lie on the output's, but to the chroma of YUV: planes repeat it.
[[nodiscard]] bool takes_nearest(Layer const& layer);

} // namespace vitrail
