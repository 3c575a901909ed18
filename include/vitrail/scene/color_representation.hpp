#pragma once

#include "base/format.hpp"
#include "frame/yuv.hpp"

#include <optional>

struct wl_display;
struct wlr_surface;

namespace vitrail {

/// wp_color_representation_manager_v1: clients say how their pixels become RGB. wlroots would offer what its renderer
/// converts; which conversion a plane or our composer does is decided for each picture, so clients may say what they mean.
void create_color_representation(wl_display& display);

/// How the surface's client means a picture of `format` that it has just committed (color-representation-v1): nothing for
/// RGB, and the default conversion for YUV of which it said nothing.
///
/// A client that contradicts itself (RGB weights for a YUV picture, or the other way round) gets its protocol error here:
/// wlroots would look, but only at buffers that it has imported, which it never does for us.
[[nodiscard]] std::optional<YuvConversion> committed_conversion(wlr_surface& surface, Format format);

} // namespace vitrail
