#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"

#include <functional>

typedef struct _cairo cairo_t;

namespace vitrail {

/// A picture of our own, painted with cairo: ARGB8888, premultiplied, transparent where nothing was painted. Empty when
/// there is no memory for it.
[[nodiscard]] BufferRef paint_buffer(Size<BufferPx> size, std::function<void(cairo_t&)> const& paint);

} // namespace vitrail
