#include "base/list.hpp"
#include "base/wlr.hpp"
#include "scene/surface_node.hpp"

namespace vitrail {

/// One sub-surface: linked under the tree of its parent surface, shown while it is mapped.
struct SurfaceTree::Child {
    Child(SurfaceTree& owner, wlr_subsurface& which) : owner{owner}, subsurface{which}, tree{*which.surface, owner}
    {
        tree.set_enabled(which.surface->mapped);
        map.connect<&Child::on_map>(this, which.surface->events.map);
        unmap.connect<&Child::on_unmap>(this, which.surface->events.unmap);
        destroy.connect<&Child::on_destroy>(this, which.events.destroy);
    }

    void on_map() { tree.set_enabled(true); }
    void on_unmap() { tree.set_enabled(false); }
    void on_destroy() { owner.remove(*this); }

    SurfaceTree& owner;
    wlr_subsurface& subsurface;
    SurfaceTree tree;
    Slot<> map, unmap, destroy;
};

SurfaceTree::SurfaceTree(wlr_surface& surface, Tree& parent) : Tree{&parent}, node_{surface, *this}
{
    if (!node_.surface())
        return;
    commit_.connect<&SurfaceTree::on_commit>(this, surface.events.commit);
    new_subsurface_.connect<&SurfaceTree::on_new_subsurface>(this, surface.events.new_subsurface);
    destroy_.connect<&SurfaceTree::on_destroy>(this, surface.events.destroy);
    for (auto const* list : {&surface.current.subsurfaces_below, &surface.current.subsurfaces_above})
        for (auto* subsurface : linked<wlr_subsurface>(*list, offsetof(wlr_subsurface, current.link)))
            if (subsurface->added)
                add(*subsurface);
    on_commit();
}

SurfaceTree::~SurfaceTree() = default;

void SurfaceTree::set_opacity(float opacity)
{
    opacity_ = opacity;
    node_.set_opacity(opacity);
    for (auto const& child : subsurfaces_)
        child->tree.set_opacity(opacity);
}

void SurfaceTree::on_new_subsurface(wlr_subsurface* subsurface)
{
    add(*subsurface);
}

void SurfaceTree::add(wlr_subsurface& subsurface)
{
    auto& child = subsurfaces_.emplace_back(std::make_unique<Child>(*this, subsurface));
    child->tree.set_opacity(opacity_);
}

void SurfaceTree::remove(Child& child)
{
    std::erase_if(subsurfaces_, [&](auto const& c) { return c.get() == &child; });
}

void SurfaceTree::on_commit()
{
    auto const& now = node_.surface()->current;
    auto const offset = offsetof(wlr_subsurface, current.link);
    Node* below = nullptr;
    auto const stack = [&](Node& node) {
        if (below)
            node.place_above(*below);
        below = &node;
    };
    for (auto* subsurface : linked<wlr_subsurface>(now.subsurfaces_below, offset))
        if (auto* child = place(*subsurface))
            stack(child->tree);
    stack(node_);
    for (auto* subsurface : linked<wlr_subsurface>(now.subsurfaces_above, offset))
        if (auto* child = place(*subsurface))
            stack(child->tree);
}

SurfaceTree::Child* SurfaceTree::place(wlr_subsurface& subsurface)
{
    auto const found = std::ranges::find(subsurfaces_, &subsurface, [](auto const& c) { return &c->subsurface; });
    if (found == subsurfaces_.end())
        return nullptr;
    // Where no screen is; nested far enough, larger numbers would overflow.
    constexpr int farthest = 1 << 20;
    (*found)->tree.set_position({std::clamp(subsurface.current.x, -farthest, farthest),
                                 std::clamp(subsurface.current.y, -farthest, farthest)});
    return found->get();
}

void SurfaceTree::on_destroy()
{
    commit_.disconnect();
    new_subsurface_.disconnect();
    destroy_.disconnect();
}

} // namespace vitrail
