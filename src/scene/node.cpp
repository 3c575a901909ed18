#include "scene/node.hpp"

#include "scene/leaf.hpp"
#include "scene/scene.hpp"
#include "scene/viewport.hpp"

namespace vitrail {

namespace {

/// The smallest box round both; an empty one counts for nothing.
Rect<Logical> united(Rect<Logical> const& a, Rect<Logical> const& b)
{
    if (a.empty() || b.empty())
        return a.empty() ? b : a;
    int const x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

} // namespace

Node::Node(Tree* parent) : parent_{parent}
{
    if (parent)
        parent->children_.push_back(this);
}

Node::~Node()
{
    if (parent_)
        std::erase(parent_->children_, this);
}

Point<Logical> Node::absolute_position() const
{
    auto at = position_;
    for (Node const* up = parent_; up; up = up->parent_)
        at = at + up->position_;
    return at;
}

bool Node::shown() const
{
    Node const* top = this;
    for (; top->enabled_ && top->parent_; top = top->parent_) { }
    return top->enabled_ && top->scene_root_of_;
}

Scene* Node::scene() const
{
    Node const* top = this;
    while (top->parent_)
        top = top->parent_;
    return top->scene_root_of_;
}

void Node::set_position(Point<Logical> position)
{
    if (position == position_)
        return;
    damage_whole();
    position_ = position;
    damage_whole();
}

void Node::set_enabled(bool enabled)
{
    if (enabled == enabled_)
        return;
    damage_whole();
    enabled_ = enabled;
    damage_whole();
}

void Node::raise()
{
    if (parent_)
        move_to(parent_->children_.size() - 1);
}

void Node::lower()
{
    if (parent_)
        move_to(0);
}

void Node::place_above(Node& sibling)
{
    if (!parent_ || sibling.parent_ != parent_ || &sibling == this)
        return;
    auto const index_of = [&](Node* n) { return std::size_t(std::ranges::find(parent_->children_, n) - parent_->children_.begin()); };
    auto const own = index_of(this), other = index_of(&sibling);
    move_to(own < other ? other : other + 1);
}

void Node::place_below(Node& sibling)
{
    if (!parent_ || sibling.parent_ != parent_ || &sibling == this)
        return;
    auto const index_of = [&](Node* n) { return std::size_t(std::ranges::find(parent_->children_, n) - parent_->children_.begin()); };
    auto const own = index_of(this), other = index_of(&sibling);
    move_to(own < other ? other - 1 : other);
}

void Node::move_to(std::size_t index)
{
    auto& all = parent_->children_;
    auto const from = std::ranges::find(all, this);
    auto const to = all.begin() + std::ptrdiff_t(index);
    if (from == to)
        return;
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    damage_whole();
}

void Node::reparent(Tree& parent)
{
    if (&parent == parent_)
        return;
    damage_whole();
    if (parent_)
        std::erase(parent_->children_, this);
    parent_ = &parent;
    parent.children_.push_back(this);
    damage_whole();
}

void Node::damage_whole()
{
    auto* const scene = this->scene();
    if (!scene || !shown())
        return;
    if (auto* leaf = as_leaf(); scene->on_rearranged && !(leaf && leaf->role() == LayerRole::Cursor))
        scene->on_rearranged();
    if (auto const area = extents(); !area.empty())
        for (auto* viewport : scene->viewports())
            viewport->look_again(area);
}

Tree::~Tree()
{
    damage_whole();
    for (auto* child : children_)
        child->parent_ = nullptr;
}

void Tree::arrange(std::vector<Node*> bottom_to_top)
{
    if (bottom_to_top == children_ || bottom_to_top.size() != children_.size())
        return;
    children_ = std::move(bottom_to_top);
    damage_whole();
}

/// What lies in the wanted order already stays, up to the first that does not; from that one on they are put on top one by one.
/// Others that lay between those that stay are below them now.
void Tree::bring_to_top(std::span<Tree* const> wanted)
{
    std::vector<Node*> others, kept, sunk;
    for (auto* child : children_) {
        if (kept.size() < wanted.size() && child == wanted[kept.size()]) {
            kept.push_back(child);
            continue;
        }
        others.push_back(child);
        if (!kept.empty())
            sunk.push_back(child);
    }
    auto const raised = wanted.subspan(kept.size());
    for (auto* tree : raised) {
        std::erase(others, tree);
        std::erase(sunk, tree);
    }
    children_ = std::move(others);
    children_.insert(children_.end(), kept.begin(), kept.end());
    children_.insert(children_.end(), raised.begin(), raised.end());
    for (auto* child : sunk)
        child->damage_whole();
    for (auto* child : raised)
        child->damage_whole();
}

void Tree::set_look(std::optional<TreeLook> const& look)
{
    if (look == look_)
        return;
    look_ = look;
    damage_whole();
}

Rect<Logical> Tree::extents() const
{
    Rect<Logical> out;
    for (auto const* child : children_)
        if (child->enabled())
            out = united(out, child->extents());
    return out;
}

} // namespace vitrail
