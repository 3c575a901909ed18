#pragma once

#include "frame/layer.hpp"
#include "scene/view.hpp"

namespace vitrail {

class Scene;
class Tree;

/// What is in `tree` as `view` sees it, as if there were nothing else in the scene, and whether it is shown there or
/// not. Nobody is told that it is seen; no damage is taken. Its background is clear.
[[nodiscard]] LayerStack portrait_of(Tree& tree, Scene& scene, View const& view);

} // namespace vitrail
