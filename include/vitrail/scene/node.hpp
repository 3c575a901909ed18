#pragma once

#include "base/geometry.hpp"
#include "scene/tree_look.hpp"

#include <optional>
#include <span>
#include <vector>

namespace vitrail {

class Grip;
class Leaf;
class Scene;
class Tree;

/// A thing with a place in the scene. Position is relative to the parent, in logical units.
///
/// A node does not belong to its parent: its maker keeps it, and it unlinks itself when it is destroyed. Children of a
/// tree that goes are left without a parent and so invisible. Every change damages what was and what will be seen.
class Node {
public:
    Node(Node const&) = delete;
    Node& operator=(Node const&) = delete;
    virtual ~Node();

    [[nodiscard]] Point<Logical> position() const { return position_; }
    /// The position in the layout: all parents' positions added up.
    [[nodiscard]] Point<Logical> absolute_position() const;
    [[nodiscard]] bool enabled() const { return enabled_; }
    /// Enabled, and so are all parents up to a scene's root.
    [[nodiscard]] bool shown() const;
    [[nodiscard]] Tree* parent() const { return parent_; }
    /// The scene whose root is above this node; null while it hangs in no scene.
    [[nodiscard]] Scene* scene() const;

    void set_position(Point<Logical> position);
    void set_enabled(bool enabled);
    /// Puts it above all its siblings, below all, or next to one.
    void raise();
    void lower();
    void place_above(Node& sibling);
    void place_below(Node& sibling);
    /// Moves it, on top, into another tree.
    void reparent(Tree& parent);

    /// The layout area that this node and all below it may touch.
    [[nodiscard]] virtual Rect<Logical> extents() const = 0;

    /// What kind of node it is: exactly one of the two is not null.
    [[nodiscard]] virtual Tree* as_tree() { return nullptr; }
    [[nodiscard]] virtual Leaf* as_leaf() { return nullptr; }

protected:
    explicit Node(Tree* parent);
    /// Tells every viewport that the node's (and its children's) whole area must be looked at again.
    void damage_whole();

private:
    friend class Tree;
    friend class Scene;

    void move_to(std::size_t index);

    Tree* parent_ = nullptr;
    Scene* scene_root_of_ = nullptr; // set for a scene's root only
    Point<Logical> position_;
    bool enabled_ = true;
};

/// A node that holds others, bottom to top.
class Tree : public Node {
public:
    explicit Tree(Tree* parent = nullptr) : Node{parent} {}
    ~Tree() override;

    [[nodiscard]] std::vector<Node*> const& children() const { return children_; }
    [[nodiscard]] Rect<Logical> extents() const override;
    [[nodiscard]] Tree* as_tree() final { return this; }

    /// Puts `wanted`, all of them children of this, above the others and into that order, bottom to top. Children that lie so
    /// already are not touched: of 1,000 windows, raising one damages one.
    void bring_to_top(std::span<Tree* const> wanted);

    /// Nothing: as clients draw it, which costs nothing. Trees within have their own look, or this one.
    void set_look(std::optional<TreeLook> const& look);
    [[nodiscard]] std::optional<TreeLook> const& look() const { return look_; }
    /// Takes input where no surface in it does. Not owned; null: nothing does.
    void set_grip(Grip const* grip) { grip_ = grip; }
    [[nodiscard]] Grip const* grip() const { return grip_; }

protected:
    /// Puts the children, all of them, into this order.
    void arrange(std::vector<Node*> bottom_to_top);

private:
    friend class Node;
    std::vector<Node*> children_; // not owned
    std::optional<TreeLook> look_;
    Grip const* grip_ = nullptr;
};

} // namespace vitrail
