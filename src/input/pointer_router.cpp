#include "input/pointer_router.hpp"

#include "input/event_time.hpp"
#include "input/surface_position.hpp"

#include <cmath>

namespace vitrail {

namespace {

constexpr std::uint32_t cursor_shape_version = 2; // with the shapes for drags

FPoint<Logical> as_floating(Point<Logical> p)
{
    return {double(p.x), double(p.y)};
}

} // namespace

PointerRouter::PointerRouter(wl_display& display, EventLoop& loop, Scene& scene, wlr_seat& seat, Cursor& cursor,
    Seat::Events const& events)
    : loop_{loop}, scene_{scene}, seat_{seat}, cursor_{cursor}, events_{events},
      relative_{wlr_relative_pointer_manager_v1_create(&display)},
      shapes_{wlr_cursor_shape_manager_v1_create(&display, cursor_shape_version)},
      constraints_{display, scene, seat, cursor}
{
    auto& from = cursor.c().events;
    motion_.connect<&PointerRouter::on_motion>(this, from.motion);
    motion_absolute_.connect<&PointerRouter::on_motion_absolute>(this, from.motion_absolute);
    button_.connect<&PointerRouter::on_button>(this, from.button);
    axis_.connect<&PointerRouter::on_axis>(this, from.axis);
    frame_.connect<&PointerRouter::on_frame>(this, from.frame);
    grab_end_.connect<&PointerRouter::on_grab_end>(this, seat.events.pointer_grab_end);
    focus_change_.connect<&PointerRouter::on_focus_change>(this, seat.pointer_state.events.focus_change);
    set_cursor_.connect<&PointerRouter::on_set_cursor>(this, seat.events.request_set_cursor);
    set_shape_.connect<&PointerRouter::on_set_shape>(this, shapes_->events.request_set_shape);
}

void PointerRouter::begin_grab(std::unique_ptr<PointerGrab> grab)
{
    cursor_.image().override_shape(grab->cursor());
    grab_.begin(std::move(grab));
    wlr_seat_pointer_notify_clear_focus(&seat_); // the client's button is up for it from now on
}

void PointerRouter::end_grab()
{
    if (!grab_)
        return;
    grab_.end();
    if (grab_)
        return; // it began another one
    cursor_.image().override_shape(std::nullopt);
    rebase();
}

void PointerRouter::on_motion(wlr_pointer_motion_event* event)
{
    move(*event->pointer, event->time_msec, {event->delta_x, event->delta_y}, {event->unaccel_dx, event->unaccel_dy});
}

void PointerRouter::on_motion_absolute(wlr_pointer_motion_absolute_event* event)
{
    auto const delta = cursor_.layout_position(event->pointer->base, {event->x, event->y}) - cursor_.position();
    move(*event->pointer, event->time_msec, delta, delta);
}

void PointerRouter::move(wlr_pointer& device, std::uint32_t time, FPoint<Logical> delta, FPoint<Logical> raw_delta)
{
    if (!grab_)
        wlr_relative_pointer_manager_v1_send_relative_motion(
            relative_, &seat_, std::uint64_t{time} * 1000, delta.x, delta.y, raw_delta.x, raw_delta.y);
    cursor_.move_by(device.base, constraints_.allowed(delta));
    follow_cursor(time);
}

void PointerRouter::pen_moved(std::uint32_t time, FPoint<Logical> at)
{
    cursor_.warp_to(at);
    follow_cursor(time);
    on_frame();
}

void PointerRouter::pen_button(std::uint32_t time, std::uint32_t code, bool down)
{
    button(nullptr, time, code, down);
    on_frame();
}

void PointerRouter::pen_above_drawing()
{
    pen_above_drawing_ = true;
    wlr_seat_pointer_notify_clear_focus(&seat_);
}

void PointerRouter::follow_cursor(std::uint32_t time)
{
    pen_above_drawing_ = false;
    if (on_moved)
        on_moved();
    if (grab_) {
        grab_.motion(cursor_.position());
        return;
    }
    route(time, true);
    constraints_.update(); // the pointer may be inside a region now
}

void PointerRouter::route(std::uint32_t time, bool moved)
{
    auto const at = cursor_.position();
    // A drag that holds the keyboard alone leaves the pointer where it was pressed: a program of X11 steers by it.
    bool const dragged = seat_.drag && seat_.drag->grab_type != WLR_DRAG_GRAB_KEYBOARD;
    if (seat_.pointer_state.button_count > 0 && !dragged) {
        if (auto const origin = position_of(scene_, seat_.pointer_state.focused_surface)) {
            auto const local = at - as_floating(*origin);
            wlr_seat_pointer_notify_motion(&seat_, time, local.x, local.y);
            return;
        }
    }
    auto const below = cursor_.enabled() && !pen_above_drawing_ ? scene_.target(at) : Target{};
    auto const* shape = events_.above && !seat_.drag ? events_.above(below, at, moved) : "default";
    bool const left_grip = std::exchange(above_grip_, below.grip != nullptr) && !above_grip_;
    auto const& hit = below.hit;
    if (!hit) {
        wlr_seat_pointer_notify_clear_focus(&seat_);
        if (above_grip_ || left_grip)
            cursor_.image().show_shape(shape);
        return;
    }
    wlr_seat_pointer_notify_enter(&seat_, hit->surface, hit->local.x, hit->local.y);
    wlr_seat_pointer_notify_motion(&seat_, time, hit->local.x, hit->local.y);
}

void PointerRouter::rebase()
{
    if (grab_)
        return;
    auto const& state = seat_.pointer_state;
    auto const* surface = state.focused_surface;
    FPoint<Logical> const before{state.sx, state.sy};
    route(event_time(loop_), false);
    bool const moved_below = surface && surface == state.focused_surface && before != FPoint<Logical>{state.sx, state.sy};
    if (moved_below)
        wlr_seat_pointer_notify_frame(&seat_);
}

void PointerRouter::on_button(wlr_pointer_button_event* event)
{
    button(event->pointer, event->time_msec, event->button, event->state == WL_POINTER_BUTTON_STATE_PRESSED);
}

void PointerRouter::button(wlr_pointer* device, std::uint32_t time, std::uint32_t code, bool down)
{
    std::pair const held{device, code};
    bool const first = held_.empty();
    if (down ? !held_.insert(held).second : held_.erase(held) == 0)
        return; // a device that repeats itself
    if (grab_) {
        if (held_.empty()) {
            grab_.released();
            end_grab();
        }
        return;
    }
    if (down && first && !seat_.drag && pressed(code))
        return;
    wlr_seat_pointer_notify_button(&seat_, time, code, down ? WL_POINTER_BUTTON_STATE_PRESSED : WL_POINTER_BUTTON_STATE_RELEASED);
    if (held_.empty())
        rebase();
}

bool PointerRouter::pressed(std::uint32_t button)
{
    auto const at = cursor_.position();
    if (events_.pressed)
        events_.pressed({.on = scene_.target(at), .at = at, .button = button});
    return bool(grab_);
}

void PointerRouter::on_axis(wlr_pointer_axis_event* event)
{
    if (grab_)
        return;
    // wlroots asserts one source a frame; two devices may scroll in the same one.
    auto const& state = seat_.pointer_state;
    if (state.sent_axis_source && state.cached_axis_source != event->source)
        wlr_seat_pointer_send_frame(&seat_);
    double const factor = scroll_factor ? scroll_factor(event->pointer->base) : 1;
    wlr_seat_pointer_notify_axis(&seat_, event->time_msec, event->orientation, event->delta * factor,
        int(std::lround(event->delta_discrete * factor)), event->source, event->relative_direction);
}

void PointerRouter::on_frame()
{
    if (!grab_)
        wlr_seat_pointer_notify_frame(&seat_);
}

void PointerRouter::on_grab_end()
{
    if (!seat_.drag) // a drag ends later, with its own signal: wl_data_device.leave comes before wl_pointer.enter
        rebase();
}

void PointerRouter::on_focus_change()
{
    if (std::exchange(focus_client_, seat_.pointer_state.focused_client) != seat_.pointer_state.focused_client)
        cursor_.image().show_shape("default");
    constraints_.update();
}

bool PointerRouter::may_set_cursor(wlr_seat_client const* client, std::uint32_t serial) const
{
    auto* focused = seat_.pointer_state.focused_client;
    return client == focused && wlr_seat_client_validate_event_serial(focused, serial);
}

void PointerRouter::on_set_cursor(wlr_seat_pointer_request_set_cursor_event* event)
{
    if (!may_set_cursor(event->seat_client, event->serial))
        return;
    if (event->surface)
        cursor_.image().show_surface(*event->surface, {event->hotspot_x, event->hotspot_y});
    else
        cursor_.image().hide();
}

void PointerRouter::on_set_shape(wlr_cursor_shape_manager_v1_request_set_shape_event* event)
{
    bool const for_pointer = event->device_type == WLR_CURSOR_SHAPE_MANAGER_V1_DEVICE_TYPE_POINTER;
    if (for_pointer && may_set_cursor(event->seat_client, event->serial))
        cursor_.image().show_shape(wlr_cursor_shape_v1_name(event->shape));
}

} // namespace vitrail
