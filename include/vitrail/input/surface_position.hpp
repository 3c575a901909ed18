#pragma once

#include "base/geometry.hpp"

#include <optional>

struct wlr_surface;

namespace vitrail {

class Scene;

/// Where on the layout `surface` is shown now; nothing while it is hidden or in no scene.
///
/// While a button or finger is down its surface keeps the events, wherever it moves to and whatever covers it.
[[nodiscard]] std::optional<Point<Logical>> position_of(Scene& scene, wlr_surface const* surface);

} // namespace vitrail
