#pragma once

#include "frame/layer.hpp"

#include <cstdint>

namespace vitrail {

/// How much of the layer's buffer is needed to paint `clip`.
[[nodiscard]] std::uint64_t bytes_read(Layer const& layer, Region<OutputPx> const& clip);

} // namespace vitrail
