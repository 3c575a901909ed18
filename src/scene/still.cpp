#include "scene/still.hpp"

#include "scene/leaf.hpp"

namespace vitrail {

class Still::Copy final : public Leaf {
public:
    Copy(Tree& parent, Leaf const& of, Point<Logical> at) : Leaf{&parent}
    {
        set_id(of.id());
        set_position(at);
        auto picture = of.picture();
        picture.may_tear = false;
        show(std::move(picture), {});
    }
};

Still::Still(Tree& parent, Node& what) : Tree{&parent}
{
    set_position(what.absolute_position());
    add(what, {});
}

Still::~Still() = default;

/// `at`: of the node, from the still's top left.
void Still::add(Node& node, Point<Logical> at)
{
    if (auto* leaf = node.as_leaf(); leaf && !leaf->picture().size.empty())
        leaves_.push_back(std::make_unique<Copy>(*this, *leaf, at));
    if (auto* tree = node.as_tree())
        for (auto* child : tree->children())
            if (child->enabled())
                add(*child, at + child->position());
}

} // namespace vitrail
