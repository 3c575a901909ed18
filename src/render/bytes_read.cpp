#include "bytes_read.hpp"

#include <algorithm>

namespace vitrail {

std::uint64_t bytes_read(Layer const& layer, Region<OutputPx> const& clip)
{
    double const shown = double(clip.area()) / double(std::max<std::int64_t>(layer.dest.area(), 1));
    return std::uint64_t(shown * layer.source.width * layer.source.height * bits_per_pixel(layer.content->format) / 8);
}

} // namespace vitrail
