#include "frame/layer_grid.hpp"
#include "layer_of.hpp"
#include "scene/scene.hpp"
#include "scene/viewport.hpp"
#include "stack_pool.hpp"

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

/// So many layers are looked through one by one.
constexpr std::size_t few_layers = 8;

/// Do both put the same pixels of their buffers at the same place in the same way?
bool alike(Layer const& a, Layer const& b)
{
    return a.id == b.id && a.role == b.role && a.color == b.color && a.source == b.source && a.dest == b.dest
        && a.transform == b.transform && a.alpha == b.alpha && a.hotspot == b.hotspot && a.yuv == b.yuv
        && !a.content == !b.content && (!a.content || a.content->size == b.content->size);
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
    Region<OutputPx> visible = on_screen;
    if (covered_.intersects(on_screen)) // seldom, and then the whole of what is covered is gone through
        visible = covered_.contains(on_screen) ? Region<OutputPx>{} : std::move(visible) - covered_;
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

    shown.emplace_back(&leaf, before, Region<OutputPx>{});
    if (before < viewport_.shown_.size() && viewport_.shown_[before].leaf == &leaf) // elsewhere it is arranged differently, and all of it counts as changed
        layer.damage = std::move(viewport_.shown_[before].fresh) & layer.visible;
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

LayerStack Viewport::look()
{
    ++looks_;
    look_again_ = false;
    Walk walk{*this};
    walk.visit(scene_.root(), {});
    LayerStack out{.layers = std::move(walk.layers), .size = view_.size, .arrangement = ++arrangements_};
    auto const before = stacks_->newest();
    static std::vector<Layer> const none;
    add_difference({shown_, before ? before->layers : none}, {walk.shown, out.layers}, damage_);
    for (std::size_t i = 0; i < out.layers.size(); ++i)
        if (!out.layers[i].damage.empty())
            out.changed.push_back(i);
    if (out.layers.size() > few_layers)
        out.grid = std::make_shared<LayerGrid const>(out.layers, out.size);
    shown_ = std::move(walk.shown);
    changed_.clear();
    by_source_.clear();
    tell_leaves(std::move(walk.inside));
    return out;
}

LayerStack& Viewport::refreshed()
{
    auto const changed = std::exchange(changed_, {});
    auto& out = *stacks_->next(changed);
    for (auto const i : changed) {
        auto& shown = shown_[i];
        auto const& picture = shown.leaf->picture();
        auto& layer = out.layers[i];
        layer.content = picture.content;
        layer.may_tear = picture.may_tear;
        layer.content_type = picture.content_type;
        layer.damage = std::exchange(shown.fresh, {}) & layer.visible;
        shown.changed = false;
    }
    out.changed = changed;
    return out;
}

std::shared_ptr<LayerStack const> Viewport::snapshot()
{
    auto const finish = [this](LayerStack& stack) {
        auto damage = std::exchange(damage_, {});
        Region<OutputPx> const whole{Rect<OutputPx>::of(view_.size)};
        stack.damage = std::move(damage.content) & whole;
        stack.cursor_damage = std::move(damage.cursor) & whole;
        stack.locked = scene_.locked();
    };
    if (look_again_ || !stacks_->newest()) {
        auto stack = look();
        finish(stack);
        stacks_->begin(std::move(stack));
    } else {
        finish(refreshed());
    }
    frame_requested_ = false;
    content_changed_ = false;
    collect_feedback();
    return stacks_->newest();
}

/// The layers that have come to lie above one that they were below.
std::vector<std::size_t> Viewport::above_others(std::vector<Shown> const& now)
{
    std::vector<std::size_t> out;
    auto highest = Leaf::Sight::hidden; // the old place of what lies below now
    for (std::size_t i = now.size(); i-- > 0;) {
        if (now[i].before == Leaf::Sight::hidden)
            continue;
        if (now[i].before > highest)
            out.push_back(i);
        highest = std::min(highest, now[i].before);
    }
    std::ranges::reverse(out);
    return out;
}

void Viewport::add_difference(Arrangement before, Arrangement now, Damage& damage)
{
    std::vector<bool> stayed(before.shown.size());
    auto const risen = above_others(now.shown);
    std::size_t lowest = 0; // of those that were there before, by their old places
    for (std::size_t i = 0; i < now.shown.size(); ++i) {
        auto const& layer = now.layers[i];
        auto const index = now.shown[i].before;
        auto& changed = damage.of(layer.role);
        if (index >= before.shown.size() || before.shown[index].leaf != now.shown[i].leaf) {
            changed |= layer.visible;
            continue;
        }
        stayed[index] = true;
        auto const& was = before.layers[index];
        if (!alike(was, layer))
            changed |= was.visible | layer.visible;
        else if (was.visible != layer.visible)
            changed |= (was.visible - layer.visible) | (layer.visible - was.visible);
        // Who was above it and is below it now, or the other way round: where both are seen, the blend differs.
        if (index < lowest)
            for (auto const above : risen | std::views::take_while([i](std::size_t r) { return r < i; }))
                if (auto const other = now.shown[above].before; other > index)
                    changed |= (was.visible | layer.visible) & (before.layers[other].visible | now.layers[above].visible);
        lowest = std::max(lowest, index);
    }
    for (std::size_t i = 0; i < before.shown.size(); ++i)
        if (!stayed[i])
            damage.of(before.layers[i].role) |= before.layers[i].visible;
}

} // namespace vitrail
