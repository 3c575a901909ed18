#include "scene/scene.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "scene/dissolve.hpp"
#include "scene/grip.hpp"
#include "scene/shm_import.hpp"
#include "scene/surface_latch.hpp"
#include "scene/surface_node.hpp"

#include <algorithm>
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

/// The topmost target below `tree`; `at` is relative to the tree's parent.
Target find_target(Tree& tree, FPoint<Logical> at)
{
    FPoint<Logical> const inside{at.x - tree.position().x, at.y - tree.position().y};
    for (auto* child : tree.children() | std::views::reverse) {
        if (!child->enabled())
            continue;
        auto const found = child->as_tree() ? find_target(*child->as_tree(), inside)
                                            : Target{hit_surface(*child->as_leaf(), inside)};
        if (found.hit || found.grip)
            return found;
    }
    return {.hit = {}, .grip = tree.grip() && tree.grip()->reaches(inside) ? tree.grip() : nullptr};
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

void Scene::use(std::unique_ptr<ShmImport> import) { shm_import_ = std::move(import); }

void Scene::on_new_surface(wlr_surface* surface)
{
    attach<CommitGate>(surface->addons, *surface, gates_);
    attach<SurfaceLatch>(surface->addons, *surface, new_source(), gates_.loop, hints_, shm_import_.get());
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

/// A copy: what has faded goes, and whoever is told may begin something else.
void Scene::step(Time vblank)
{
    for (auto* dissolve : std::vector{dissolves_})
        if (std::ranges::contains(dissolves_, dissolve))
            dissolve->step(vblank);
}

Target Scene::target(FPoint<Logical> at)
{
    for (auto s = int(Stratum::Lock); s >= 0; --s) {
        auto& tree = stratum(Stratum(s));
        if (!tree.enabled())
            continue;
        if (auto const found = find_target(tree, at); found.hit || found.grip)
            return found;
    }
    return {};
}

} // namespace vitrail
