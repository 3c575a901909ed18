#pragma once

#include "base/region.hpp"
#include "frame/layer_look.hpp"
#include "scene/leaf.hpp"
#include "scene/tree_look.hpp"
#include "scene/view.hpp"

#include <optional>

namespace vitrail {

/// Where the corners of the window are that the look makes round: there a layer hides nothing.
[[nodiscard]] Region<OutputPx> corners_of(LayerLook const& look);

/// The look of a layer at `dest` in a tree that lies at `at` in the layout; nothing if it looks as its buffer does.
[[nodiscard]] std::optional<LayerLook> look_of(View const& view, TreeLook const& look, Point<Logical> at,
                                               Rect<OutputPx> const& dest);
/// The look of a shadow that lies at `at`.
[[nodiscard]] std::optional<LayerLook> look_of(View const& view, LeafShadow const& shadow, Point<Logical> at);

} // namespace vitrail
