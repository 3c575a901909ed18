#include "frame/layer_grid.hpp"
#include "layer_looks.hpp"
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
        auto const around = look_;
        if (tree.look() && !enter(*tree.look(), at))
            return;
        for (auto* child : tree.children() | std::views::reverse) {
            if (!child->enabled())
                continue;
            auto const there = at + child->position();
            if (auto* inner = child->as_tree())
                visit(*inner, there);
            else
                visit(*child->as_leaf(), there);
        }
        look_ = around;
    }

    std::vector<Layer> layers;
    std::vector<Viewport::Shown> shown;
    std::vector<Leaf*> inside;

private:
    void visit(Leaf& leaf, Point<Logical> at);
    /// False: it is not seen here.
    bool enter(TreeLook const& look, Point<Logical> at);
    /// What makes its layer look otherwise than its picture.
    void add_look(Leaf const& leaf, Point<Logical> at, Layer& layer);
    /// Notes that the viewport sees `area` of it; gives its index in the look before.
    std::size_t note(Leaf& leaf, double area, std::size_t index);

    /// Beyond this many boxes hiding costs more than it saves, and a client with a thousand sub-surfaces could make
    /// everybody wait for it.
    static constexpr std::size_t most_boxes = 512;

    Viewport& viewport_;
    View const& view_;
    Rect<OutputPx> bounds_;
    Region<OutputPx> covered_; // by opaque layers so far
    struct {
        TreeLook const* of = nullptr;
        Point<Logical> at; // the origin of its tree
        std::optional<float> opacity{}; // of the one picture that all around it is
    } look_;
    Region<OutputPx> within_; // by opaque layers of that picture so far
};

namespace {

/// So many layers are looked through one by one.
constexpr std::size_t few_layers = 8;

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
    if (look_.opacity)
        visible -= within_;
    double const area = double(visible.area()) / (view_.scale * view_.scale);
    if (visible.empty() || is_clear(picture)) {
        note(leaf, area, Leaf::Sight::hidden);
        return;
    }
    if (!leaf.id_)
        leaf.id_ = viewport_.scene_.new_source();
    auto const before = note(leaf, area, layers.size());
    auto& layer = layers.emplace_back(layer_of(leaf, place, std::move(visible), bounds_));
    add_look(leaf, at, layer);
    if (covered_.boxes().size() < most_boxes)
        covered_ |= layer.opaque;

    shown.emplace_back(&leaf, before, Region<OutputPx>{});
    if (before < viewport_.shown_.size() && viewport_.shown_[before].leaf == &leaf) // elsewhere it is arranged differently, and all of it counts as changed
        layer.damage = std::move(viewport_.shown_[before].fresh) & layer.visible;
}

bool Walk::enter(TreeLook const& look, Point<Logical> at)
{
    if (look.only_in && look.only_in != &viewport_)
        return false;
    look_.of = &look;
    look_.at = at;
    if (look.opacity) {
        look_.opacity = look.opacity;
        within_.clear();
    }
    return true;
}

void Walk::add_look(Leaf const& leaf, Point<Logical> at, Layer& layer)
{
    if (leaf.shadow_.reach > 0)
        layer.look = look_of(view_, leaf.shadow_, at);
    else if (look_.of && leaf.role_ != LayerRole::Cursor)
        layer.look = look_of(view_, *look_.of, look_.at, layer.dest);
    if (layer.look && layer.look->shadow_reach <= 0)
        layer.opaque -= corners_of(*layer.look);
    if (!look_.opacity)
        return;
    if (!layer.look)
        layer.look.emplace();
    layer.look->fading = true;
    layer.alpha *= *look_.opacity;
    if (within_.boxes().size() < most_boxes)
        within_ |= layer.opaque;
    layer.opaque.clear();
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

} // namespace vitrail
