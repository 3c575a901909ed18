#include "scene/scene.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "scene/surface_latch.hpp"
#include "scene/surface_node.hpp"

#include <ranges>

namespace vitrail {

namespace {

/// The surface of this leaf that takes input at `at`, relative to the leaf's parent; null otherwise.
std::optional<Hit> hit_surface(Leaf& leaf, FPoint<Logical> at)
{
    auto* node = leaf.as_surface();
    if (!node || !node->surface() || node->role() == LayerRole::Cursor || node->picture().size.empty())
        return std::nullopt;
    FPoint<Logical> const local{at.x - node->position().x, at.y - node->position().y};
    auto const& size = node->picture().size; // asked first: most of a thousand windows lie elsewhere
    if (local.x < 0 || local.y < 0 || local.x >= size.width || local.y >= size.height)
        return std::nullopt;
    if (!wlr_surface_point_accepts_input(node->surface(), local.x, local.y))
        return std::nullopt;
    return Hit{node, node->surface(), local};
}

/// The topmost hit below `tree`; `at` is relative to the tree's parent.
std::optional<Hit> hit_tree(Tree& tree, FPoint<Logical> at)
{
    FPoint<Logical> const inside{at.x - tree.position().x, at.y - tree.position().y};
    for (auto* child : tree.children() | std::views::reverse) {
        if (!child->enabled())
            continue;
        auto hit = child->as_tree() ? hit_tree(*child->as_tree(), inside) : hit_surface(*child->as_leaf(), inside);
        if (hit)
            return hit;
    }
    return std::nullopt;
}

} // namespace

Scene::Scene(EventLoop& loop) : gates_{.loop = loop}, heartbeat_{loop}
{
    root_.scene_root_of_ = this;
    for (auto& tree : strata_)
        tree = std::make_unique<Tree>(&root_);
}

Scene::~Scene()
{
    root_.scene_root_of_ = nullptr; // from here on nothing that goes is anybody's damage
}

void Scene::latch_surfaces_of(wlr_compositor& compositor, SurfaceHints const& hints)
{
    hints_ = hints;
    new_surface_.connect<&Scene::on_new_surface>(this, compositor.events.new_surface);
    compositor_destroy_.connect<&Scene::on_compositor_destroy>(this, compositor.events.destroy);
}

void Scene::on_new_surface(wlr_surface* surface)
{
    attach<CommitGate>(surface->addons, *surface, gates_);
    attach<SurfaceLatch>(surface->addons, *surface, new_source(), gates_.loop, hints_);
}

void Scene::on_compositor_destroy()
{
    new_surface_.disconnect();
    compositor_destroy_.disconnect();
}

void Scene::set_locked(bool locked)
{
    locked_ = locked;
    for (int s = 0; s < int(Stratum::Count); ++s)
        if (Stratum(s) != Stratum::Lock && Stratum(s) != Stratum::Cursor)
            stratum(Stratum(s)).set_enabled(!locked);
}

std::optional<Hit> Scene::hit(FPoint<Logical> at)
{
    for (auto s = int(Stratum::Lock); s >= 0; --s) {
        auto& tree = stratum(Stratum(s));
        if (!tree.enabled())
            continue;
        if (auto hit = hit_tree(tree, at))
            return hit;
    }
    return std::nullopt;
}

} // namespace vitrail
