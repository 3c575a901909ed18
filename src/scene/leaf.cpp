#include "scene/leaf.hpp"

#include "scene/scene.hpp"
#include "scene/viewport.hpp"

#include <utility>

namespace vitrail {

Leaf::Leaf(Tree* parent) : Node{parent}
{
    if (auto* scene = this->scene())
        id_ = scene->new_source();
}

Leaf::~Leaf()
{
    damage_whole();
    for (auto const& sight : std::exchange(sights_, {}))
        sight.viewport->forget(*this, sight.layer);
}

void Leaf::set_cursor_role(Point<Logical> hotspot)
{
    if (role_ == LayerRole::Cursor && hotspot == hotspot_)
        return;
    role_ = LayerRole::Cursor;
    hotspot_ = hotspot;
    damage_whole();
}

void Leaf::throw_shadow(LeafShadow const& shadow)
{
    if (shadow == shadow_)
        return;
    shadow_ = shadow;
    damage_whole();
}

void Leaf::point_at(FPoint<Logical> pointer)
{
    FPoint<Logical> const whole{std::floor(pointer.x), std::floor(pointer.y)};
    if (auto const fraction = pointer - whole; fraction != fraction_) {
        fraction_ = fraction;
        damage_whole();
    }
    set_position({int(whole.x) - hotspot_.x, int(whole.y) - hotspot_.y});
}

FPoint<Logical> Leaf::corner(View const& view, Point<Logical> at) const
{
    if (role_ != LayerRole::Cursor)
        return {double(at.x), double(at.y)};
    auto const snapped = [&](int origin, int position, double fraction, int hotspot) {
        double const pointer = position + hotspot + fraction - origin;
        return origin + (std::floor(pointer * view.scale) - std::round(hotspot * view.scale)) / view.scale;
    };
    return {snapped(view.origin.x, at.x, fraction_.x, hotspot_.x), snapped(view.origin.y, at.y, fraction_.y, hotspot_.y)};
}

Rect<Logical> Leaf::extents() const
{
    auto out = Rect<Logical>::at(absolute_position(), picture_.size);
    if (!out.empty() && role_ == LayerRole::Cursor)
        out = {out.x - 1, out.y - 1, out.width + 2, out.height + 2}; // see `corner`
    return out;
}

Viewport* Leaf::pacing_viewport() const
{
    auto const most = std::ranges::max_element(sights_, {}, &Sight::area);
    return most != sights_.end() && most->area > 0 ? most->viewport : nullptr;
}

std::optional<std::size_t> Leaf::layer_in(Viewport const& viewport) const
{
    auto const found = std::ranges::find(sights_, &viewport, &Sight::viewport);
    return found == sights_.end() || found->layer == Sight::hidden ? std::nullopt : std::optional{found->layer};
}

Leaf::Sight& Leaf::sight_of(Viewport& viewport)
{
    auto const found = std::ranges::find(sights_, &viewport, &Sight::viewport);
    return found != sights_.end() ? *found : sights_.emplace_back(&viewport);
}

void Leaf::show(Picture next, Region<BufferPx> const& damage)
{
    bool const lies_elsewhere = !picture_.lies_like(next);
    if (lies_elsewhere)
        damage_whole();
    picture_ = std::move(next);
    if (lies_elsewhere)
        damage_whole();
    for (auto const& sight : sights_)
        if (sight.layer != Sight::hidden)
            sight.viewport->damage_content(*this, sight.layer, damage);
}

} // namespace vitrail
