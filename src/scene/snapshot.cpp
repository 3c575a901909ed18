#include "layer_of.hpp"
#include "scene/scene.hpp"
#include "scene/viewport.hpp"

#include <ranges>

namespace vitrail {

/// One walk over the scene, top to bottom, that collects what one viewport sees.
class Walk {
public:
    explicit Walk(Viewport& viewport)
        : viewport_{viewport}, view_{viewport.view_}, bounds_{Rect<OutputPx>::of(viewport.view_.size)}
    {
    }

    void visit(Tree& tree, Point<Logical> at)
    {
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

    std::vector<Layer> layers;
    std::vector<Viewport::Shown> shown;
    std::vector<Leaf*> inside;

private:
    void visit(Leaf& leaf, Point<Logical> at);
    /// Notes that the viewport sees `area` of it; gives its index in the look before.
    std::size_t note(Leaf& leaf, double area, std::size_t index);

    /// Beyond this many boxes hiding costs more than it saves, and a client with a thousand sub-surfaces could make
    /// everybody wait for it.
    static constexpr std::size_t most_boxes = 512;

    Viewport& viewport_;
    View const& view_;
    Rect<OutputPx> bounds_;
    Region<OutputPx> covered_; // by opaque layers so far
};

namespace {

/// Do both put the same pixels of their buffers at the same place in the same way?
bool alike(Layer const& a, Layer const& b)
{
    return a.id == b.id && a.role == b.role && a.color == b.color && a.source == b.source && a.dest == b.dest
        && a.transform == b.transform && a.alpha == b.alpha && a.hotspot == b.hotspot && a.yuv == b.yuv;
}

} // namespace

void Walk::visit(Leaf& leaf, Point<Logical> at)
{
    auto const& picture = leaf.picture();
    if (picture.size.empty())
        return;
    Projection const place{view_, picture, leaf.corner(view_, at)};
    auto const on_screen = place.dest().intersected(bounds_);
    if (on_screen.empty())
        return;
    inside.push_back(&leaf);
    auto visible = covered_.contains(on_screen) ? Region<OutputPx>{} : Region<OutputPx>{on_screen} - covered_;
    double const area = double(visible.area()) / (view_.scale * view_.scale);
    if (visible.empty() || is_clear(picture)) {
        note(leaf, area, Leaf::Sight::hidden);
        return;
    }
    if (!leaf.id_)
        leaf.id_ = viewport_.scene_.new_source();
    auto const before = note(leaf, area, layers.size());
    auto& layer = layers.emplace_back(layer_of(leaf, place, std::move(visible), bounds_));
    if (covered_.boxes().size() < most_boxes)
        covered_ |= layer.opaque;

    auto& kept = shown.emplace_back(&leaf, layer, 0, Size<BufferPx>{}, before, Region<OutputPx>{});
    if (before < viewport_.shown_.size() && viewport_.shown_[before].leaf == &leaf) // elsewhere it is arranged differently, and all of it counts as changed
        layer.damage = std::move(viewport_.shown_[before].fresh) & layer.visible;
    if (picture.content) {
        kept.serial = picture.content->serial;
        kept.buffer = picture.content->size;
        kept.layer.content.reset();
    }
}

std::size_t Walk::note(Leaf& leaf, double area, std::size_t index)
{
    auto& sight = leaf.sight_of(viewport_);
    bool const seen_before = sight.look + 1 == viewport_.looks_;
    auto const before = seen_before ? sight.layer : Leaf::Sight::hidden;
    sight.changed |= !seen_before || sight.area != area;
    sight.look = viewport_.looks_;
    sight.layer = index;
    sight.area = area;
    return before;
}

std::vector<Layer> Viewport::look()
{
    ++looks_;
    look_again_ = false;
    Walk walk{*this};
    walk.visit(scene_.root(), {});
    add_difference(shown_, walk.shown, damage_);
    shown_ = std::move(walk.shown);
    tell_leaves(std::move(walk.inside));
    return std::move(walk.layers);
}

LayerStack Viewport::snapshot()
{
    auto layers = look();
    auto damage = std::exchange(damage_, {});
    frame_requested_ = false;
    content_changed_ = false;
    collect_feedback();
    Region<OutputPx> const whole{Rect<OutputPx>::of(view_.size)};
    return {.layers = std::move(layers),
            .damage = std::move(damage.content) & whole,
            .cursor_damage = std::move(damage.cursor) & whole,
            .size = view_.size,
            .locked = scene_.locked()};
}

void Viewport::add_difference(std::vector<Shown> const& before, std::vector<Shown> const& now, Damage& damage)
{
    std::vector<bool> stayed(before.size());
    std::size_t lowest = 0; // of those that were there before, by their old places
    for (std::size_t i = 0; i < now.size(); ++i) {
        auto const& [leaf, layer, serial, buffer, index, fresh] = now[i];
        auto& changed = damage.of(layer.role);
        if (index >= before.size() || before[index].leaf != leaf) {
            changed |= layer.visible;
            continue;
        }
        stayed[index] = true;
        auto const& was = before[index];
        if (!alike(was.layer, layer) || was.buffer != buffer)
            changed |= was.layer.visible | layer.visible;
        else if (was.layer.visible != layer.visible)
            changed |= (was.layer.visible - layer.visible) | (layer.visible - was.layer.visible);
        // Who was above it and is below it now, or the other way round: where both are seen, the blend differs.
        if (index < lowest)
            for (std::size_t above = 0; above < i; ++above)
                if (auto const other = now[above].before; other < before.size() && other > index)
                    changed |= (was.layer.visible | layer.visible)
                        & (before[other].layer.visible | now[above].layer.visible);
        lowest = std::max(lowest, index);
    }
    for (std::size_t i = 0; i < before.size(); ++i)
        if (!stayed[i])
            damage.of(before[i].layer.role) |= before[i].layer.visible;
}

} // namespace vitrail
