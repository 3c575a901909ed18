#include "base/list.hpp"
#include "base/wlr.hpp"
#include "scene/surface_node.hpp"

namespace vitrail {

namespace {

/// Nobody nests deeper, but a client might try to exhaust the stack of those who walk over the tree.
constexpr int deepest = 64;

} // namespace

/// One sub-surface: linked under the tree of its parent surface, shown while it is mapped.
struct SurfaceTree::Child {
    Child(SurfaceTree& owner, wlr_subsurface& which) : owner{owner}, subsurface{which}, tree{*which.surface, owner, owner.depth_ + 1}
    {
        tree.set_enabled(which.surface->mapped);
        map.connect<&Child::on_map>(this, which.surface->events.map);
        unmap.connect<&Child::on_unmap>(this, which.surface->events.unmap);
        destroy.connect<&Child::on_destroy>(this, which.events.destroy);
    }

    void on_map() { tree.set_enabled(true); }
    void on_unmap() { tree.set_enabled(false); }
    void on_destroy() { owner.remove(subsurface); }

    SurfaceTree& owner;
    wlr_subsurface& subsurface;
    SurfaceTree tree;
    Slot<> map, unmap, destroy;
};

SurfaceTree::SurfaceTree(wlr_surface& surface, Tree& parent) : SurfaceTree{surface, parent, 0} {}

SurfaceTree::SurfaceTree(wlr_surface& surface, Tree& parent, int depth)
    : Tree{&parent}, node_{surface, *this}, depth_{depth}
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
    for (auto const& [subsurface, child] : subsurfaces_)
        child->tree.set_opacity(opacity);
}

void SurfaceTree::on_new_subsurface(wlr_subsurface* subsurface)
{
    add(*subsurface);
}

void SurfaceTree::add(wlr_subsurface& subsurface)
{
    if (depth_ == deepest)
        return;
    auto& child = subsurfaces_[&subsurface] = std::make_unique<Child>(*this, subsurface);
    child->tree.set_opacity(opacity_);
}

void SurfaceTree::remove(wlr_subsurface& subsurface)
{
    auto const gone = subsurfaces_.extract(&subsurface); // its tree ends when nobody finds it here any more
}

void SurfaceTree::on_commit()
{
    auto const& now = node_.surface()->current;
    std::vector<Node*> order;
    auto const stack = [&](wl_list const& list) {
        for (auto* subsurface : linked<wlr_subsurface>(list, offsetof(wlr_subsurface, current.link)))
            if (auto* node = place(*subsurface))
                order.push_back(node);
    };
    stack(now.subsurfaces_below);
    order.push_back(&node_);
    stack(now.subsurfaces_above);
    arrange(std::move(order));
}

Node* SurfaceTree::place(wlr_subsurface& subsurface)
{
    auto const found = subsurfaces_.find(&subsurface);
    if (found == subsurfaces_.end())
        return nullptr;
    // Where no screen is; nested, larger numbers would overflow.
    constexpr int farthest = 1 << 20;
    auto& tree = found->second->tree;
    tree.set_position({std::clamp(subsurface.current.x, -farthest, farthest),
                       std::clamp(subsurface.current.y, -farthest, farthest)});
    return &tree;
}

void SurfaceTree::on_destroy()
{
    commit_.disconnect();
    new_subsurface_.disconnect();
    destroy_.disconnect();
}

} // namespace vitrail
