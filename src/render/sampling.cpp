#include "sampling.hpp"

#include <cmath>

namespace vitrail {

bool takes_nearest(Layer const& layer)
{
    auto const& s = layer.source;
    bool const turned = swaps_axes(layer.transform);
    if ((turned ? s.height : s.width) != layer.dest.width || (turned ? s.width : s.height) != layer.dest.height)
        return false;
    return is_yuv(layer.content->format) || (s.x == std::floor(s.x) && s.y == std::floor(s.y));
}

} // namespace vitrail
