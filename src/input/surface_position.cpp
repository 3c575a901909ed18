#include "input/surface_position.hpp"

#include "scene/scene.hpp"
#include "scene/surface_node.hpp"

#include <ranges>

namespace vitrail {

namespace {

SurfaceNode* find_shown(Node& node, wlr_surface const* surface)
{
    if (!node.enabled())
        return nullptr;
    if (auto* leaf = dynamic_cast<SurfaceNode*>(&node))
        return leaf->surface() == surface ? leaf : nullptr;
    if (auto* tree = dynamic_cast<Tree*>(&node))
        for (auto* child : tree->children() | std::views::reverse)
            if (auto* found = find_shown(*child, surface))
                return found;
    return nullptr;
}

} // namespace

std::optional<Point<Logical>> position_of(Scene& scene, wlr_surface const* surface)
{
    if (!surface)
        return std::nullopt;
    if (auto* node = find_shown(scene.root(), surface))
        return node->absolute_position();
    return std::nullopt;
}

} // namespace vitrail
