#include "scene/portrait.hpp"

#include "layer_of.hpp"
#include "scene/scene.hpp"

#include <ranges>

namespace vitrail {

/// One walk over a part of the scene, top to bottom.
class Portrait {
public:
    Portrait(Scene& scene, View const& view)
        : scene_{scene}
        , view_{view}
        , bounds_{Rect<OutputPx>::of(view.size)}
    {
    }

    void visit(Tree& tree, Point<Logical> at)
    {
        if (tree.look() && tree.look()->opacity)
            return; // what fades out is not there any more
        for (auto* child : tree.children() | std::views::reverse) {
            if (!child->enabled())
                continue;
            auto const there = at + child->position();
            if (auto* inner = child->as_tree())
                visit(*inner, there);
            else
                visit(*child->as_leaf(), there);
        }
    }

    LayerStack out;

private:
    void visit(Leaf& leaf, Point<Logical> at)
    {
        auto const& picture = leaf.picture();
        if (picture.size.empty() || is_clear(picture))
            return;
        Projection const place{view_, picture, leaf.corner(view_, at)};
        auto visible = Region<OutputPx>{place.dest().intersected(bounds_)} - covered_;
        if (visible.empty())
            return;
        if (!leaf.id_)
            leaf.id_ = scene_.new_source();
        out.layers.push_back(layer_of(leaf, place, std::move(visible), bounds_));
        covered_ |= out.layers.back().opaque;
    }

    Scene& scene_;
    View const& view_;
    Rect<OutputPx> bounds_;
    Region<OutputPx> covered_; // by opaque layers so far
};

LayerStack portrait_of(Tree& tree, Scene& scene, View const& view)
{
    Portrait portrait{scene, view};
    portrait.visit(tree, tree.absolute_position());
    portrait.out.size = view.size;
    portrait.out.background = {0, 0, 0, 0};
    return std::move(portrait.out);
}

} // namespace vitrail
