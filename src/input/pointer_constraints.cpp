#include "input/pointer_constraints.hpp"

#include "base/region.hpp"
#include "input/surface_position.hpp"

#include <utility>

namespace vitrail {

namespace {

FPoint<Logical> inside(FPoint<Logical> at, Point<Logical> origin)
{
    return {at.x - origin.x, at.y - origin.y};
}

// wlroots leaves the region of a constraint without one empty until the next commit; it means the whole surface.
pixman_region32_t& region_of(wlr_pointer_constraint_v1& constraint)
{
    bool const whole = !pixman_region32_not_empty(&constraint.current.region);
    return whole ? constraint.surface->input_region : constraint.region;
}

} // namespace

PointerConstraints::PointerConstraints(wl_display& display, Scene& scene, wlr_seat& seat, Cursor& cursor)
    : scene_{scene}, seat_{seat}, cursor_{cursor}, protocol_{wlr_pointer_constraints_v1_create(&display)}
{
    new_.connect<&PointerConstraints::on_new>(this, protocol_->events.new_constraint);
    keyboard_focus_.connect<&PointerConstraints::update>(this, seat.keyboard_state.events.focus_change);
}

FPoint<Logical> PointerConstraints::allowed(FPoint<Logical> delta)
{
    if (!active_)
        return delta;
    if (active_->type == WLR_POINTER_CONSTRAINT_V1_LOCKED)
        return {};
    auto const origin = position_of(scene_, active_->surface);
    auto const from = inside(cursor_.position(), origin.value_or(Point<Logical>{}));
    FPoint<Logical> to;
    if (origin && wlr_region_confine(&region_of(*active_), from.x, from.y, from.x + delta.x, from.y + delta.y, &to.x, &to.y))
        return to - from;
    deactivate(); // the surface or the region moved away from under the pointer
    return delta;
}

void PointerConstraints::update()
{
    auto* wanted = fitting();
    if (wanted == active_)
        return;
    deactivate();
    if (wanted)
        activate(*wanted);
}

wlr_pointer_constraint_v1* PointerConstraints::fitting() const
{
    auto* surface = seat_.pointer_state.focused_surface;
    if (!surface || seat_.pointer_state.focused_client != seat_.keyboard_state.focused_client)
        return nullptr;
    auto* constraint = wlr_pointer_constraints_v1_constraint_for_surface(protocol_, surface, &seat_);
    if (!constraint || constraint == active_)
        return constraint;
    auto const origin = position_of(scene_, surface);
    if (!origin)
        return nullptr;
    auto const region = Region<Logical>::copy_of(region_of(*constraint));
    return region.contains(inside(cursor_.position(), *origin)) ? constraint : nullptr;
}

void PointerConstraints::activate(wlr_pointer_constraint_v1& constraint)
{
    active_ = &constraint;
    destroyed_.connect<&PointerConstraints::on_destroy>(this, constraint.events.destroy);
    wlr_pointer_constraint_v1_send_activated(&constraint);
}

void PointerConstraints::deactivate()
{
    if (!active_)
        return;
    destroyed_.disconnect(); // a constraint for one time is destroyed by its end
    auto& ending = *std::exchange(active_, nullptr);
    apply_hint(ending);
    wlr_pointer_constraint_v1_send_deactivated(&ending);
}

void PointerConstraints::on_new()
{
    update();
}

void PointerConstraints::on_destroy()
{
    destroyed_.disconnect();
    apply_hint(*std::exchange(active_, nullptr));
}

void PointerConstraints::apply_hint(wlr_pointer_constraint_v1& constraint)
{
    // pointer-constraints-v1, set_cursor_position_hint: where the client drew a cursor of its own.
    auto const& hint = constraint.current.cursor_hint;
    if (constraint.type != WLR_POINTER_CONSTRAINT_V1_LOCKED || !hint.enabled)
        return;
    auto const origin = position_of(scene_, constraint.surface);
    if (origin && Region<Logical>::copy_of(region_of(constraint)).contains(FPoint<Logical>{hint.x, hint.y}))
        cursor_.warp_to({origin->x + hint.x, origin->y + hint.y});
}

} // namespace vitrail
