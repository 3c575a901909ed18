#include "input/guest_seat.hpp"

#include "guest_devices.hpp"
#include "input/drag_and_drop.hpp"
#include "input/event_time.hpp"
#include "input/surface_position.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

/// Who gets the keys when `surface` was clicked: the window or panel that it belongs to. Null: nobody, it wants none.
wlr_surface* taker_of(wlr_surface& surface)
{
    auto* root = wlr_surface_get_root_surface(&surface);
    while (auto const* popup = wlr_xdg_popup_try_from_wlr_surface(root)) {
        if (!popup->parent)
            return nullptr;
        root = wlr_surface_get_root_surface(popup->parent);
    }
    auto const* layer = wlr_layer_surface_v1_try_from_wlr_surface(root);
    bool const wants_none
        = layer && layer->current.keyboard_interactive == ZWLR_LAYER_SURFACE_V1_KEYBOARD_INTERACTIVITY_NONE;
    return wants_none ? nullptr : root;
}

} // namespace

GuestSeat::GuestSeat(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout,
    std::string const& name, Events events)
    : loop_{loop}
    , scene_{scene}
    , events_{std::move(events)}
    , seat_{*wlr_seat_create(&display, name.c_str())}
    , cursor_{loop, scene, layout}
{
    auto& from = cursor_.c().events;
    motion_.connect<&GuestSeat::on_motion>(this, from.motion);
    motion_absolute_.connect<&GuestSeat::on_motion_absolute>(this, from.motion_absolute);
    button_.connect<&GuestSeat::on_button>(this, from.button);
    axis_.connect<&GuestSeat::on_axis>(this, from.axis);
    frame_.connect<&GuestSeat::on_frame>(this, from.frame);
    selection_.connect<&GuestSeat::on_selection>(this, seat_.events.request_set_selection);
    primary_.connect<&GuestSeat::on_primary>(this, seat_.events.request_set_primary_selection);
    drag_.connect<&GuestSeat::on_drag>(this, seat_.events.request_start_drag);
    destroy_.connect<&GuestSeat::on_destroy>(this, seat_.events.destroy);
}

GuestSeat::~GuestSeat() = default;

void GuestSeat::on_destroy() { std::exchange(events_, {}).gone(); }

// --- devices -------------------------------------------------------------------------------------------------------

void GuestSeat::add(wlr_input_device& device)
{
    if (device.type == WLR_INPUT_DEVICE_KEYBOARD) {
        keyboards_.push_back(std::make_unique<Keyboard>(*this, *wlr_keyboard_from_input_device(&device)));
    } else if (device.type == WLR_INPUT_DEVICE_POINTER) {
        auto& pointer = *wlr_pointer_from_input_device(&device);
        pointers_.push_back(std::make_unique<Pointer>(*this, pointer));
        wlr_cursor_attach_input_device(&cursor_.c(), &device);
        cursor_.map_to_output(device, pointer.output_name);
    }
    update_capabilities();
}

void GuestSeat::update_capabilities()
{
    wlr_seat_set_capabilities(&seat_, (keyboards_.empty() ? 0 : std::uint32_t(WL_SEAT_CAPABILITY_KEYBOARD))
            | (pointers_.empty() ? 0 : std::uint32_t(WL_SEAT_CAPABILITY_POINTER)));
}

/// A device went with buttons down.
void GuestSeat::release_all()
{
    for (auto const code : std::exchange(held_, {}))
        wlr_seat_pointer_notify_button(&seat_, event_time(loop_), code, WL_POINTER_BUTTON_STATE_RELEASED);
    wlr_seat_pointer_notify_frame(&seat_);
}

// --- pointer -------------------------------------------------------------------------------------------------------

void GuestSeat::on_motion(wlr_pointer_motion_event* event)
{
    cursor_.move_by(event->pointer->base, {event->delta_x, event->delta_y});
    moved(event->time_msec);
}

void GuestSeat::on_motion_absolute(wlr_pointer_motion_absolute_event* event)
{
    cursor_.warp_to(cursor_.layout_position(event->pointer->base, {event->x, event->y}));
    moved(event->time_msec);
}

void GuestSeat::moved(std::uint32_t time)
{
    events_.active();
    route(time);
}

/// While a button is down its surface keeps the pointer.
void GuestSeat::route(std::uint32_t time)
{
    auto const at = cursor_.position();
    auto const origin = held_.empty() ? std::nullopt : position_of(scene_, seat_.pointer_state.focused_surface);
    if (origin)
        return wlr_seat_pointer_notify_motion(&seat_, time, at.x - origin->x, at.y - origin->y);
    auto const hit = scene_.hit(at);
    if (!hit || pointers_.empty())
        return wlr_seat_pointer_notify_clear_focus(&seat_);
    wlr_seat_pointer_notify_enter(&seat_, hit->surface, hit->local.x, hit->local.y);
    wlr_seat_pointer_notify_motion(&seat_, time, hit->local.x, hit->local.y);
}

void GuestSeat::on_button(wlr_pointer_button_event* event)
{
    bool const down = event->state == WL_POINTER_BUTTON_STATE_PRESSED;
    if (down ? !held_.insert(event->button).second : held_.erase(event->button) == 0)
        return; // a device that repeats itself
    events_.active();
    if (down && held_.size() == 1) {
        route(event->time_msec);
        if (auto const hit = scene_.hit(cursor_.position()))
            focus(*hit->surface);
    }
    wlr_seat_pointer_notify_button(&seat_, event->time_msec, event->button, event->state);
    if (held_.empty())
        route(event->time_msec);
}

void GuestSeat::on_axis(wlr_pointer_axis_event* event)
{
    events_.active();
    wlr_seat_pointer_notify_axis(&seat_, event->time_msec, event->orientation, event->delta, event->delta_discrete,
        event->source, event->relative_direction);
}

void GuestSeat::on_frame() { wlr_seat_pointer_notify_frame(&seat_); }

void GuestSeat::look_again()
{
    let_go_of_hidden();
    route(event_time(loop_));
}

// --- keyboard ------------------------------------------------------------------------------------------------------

void GuestSeat::focus(wlr_surface& pressed)
{
    auto* taker = taker_of(pressed);
    auto const* keyboard = wlr_seat_get_keyboard(&seat_);
    if (!taker)
        return;
    auto const keys = keyboard ? told_.known_to(*wl_resource_get_client(taker->resource), *keyboard) : std::vector<std::uint32_t>{};
    wlr_seat_keyboard_notify_enter(&seat_, taker, keys.data(), keys.size(), keyboard ? &keyboard->modifiers : nullptr);
}

/// Nobody types into what cannot be seen: a lock hides windows, another workspace does.
void GuestSeat::let_go_of_hidden()
{
    auto const* focused = seat_.keyboard_state.focused_surface;
    if (focused && !position_of(scene_, focused))
        wlr_seat_keyboard_clear_focus(&seat_);
}

void GuestSeat::key(wlr_keyboard& from, wlr_keyboard_key_event const& event)
{
    events_.active();
    let_go_of_hidden();
    wlr_seat_set_keyboard(&seat_, &from);
    auto* const elsewhere = seat_.keyboard_state.focused_surface ? nullptr : events_.focused();
    if (elsewhere)
        focus(*elsewhere);
    if (event.state == WL_KEYBOARD_KEY_STATE_PRESSED)
        told_.pressed(from, event.keycode, focused_client());
    else if (!told_.released(from, event.keycode, focused_client()))
        return;
    wlr_seat_keyboard_notify_key(&seat_, event.time_msec, event.keycode, event.state);
}

wl_client const* GuestSeat::focused_client() const
{
    auto const* focused = seat_.keyboard_state.focused_client;
    return focused ? focused->client : nullptr;
}

void GuestSeat::modifiers(wlr_keyboard& from)
{
    wlr_seat_set_keyboard(&seat_, &from);
    wlr_seat_keyboard_notify_modifiers(&seat_, &from.modifiers);
}

// --- what clients want of it ---------------------------------------------------------------------------------------

void GuestSeat::on_selection(wlr_seat_request_set_selection_event* event)
{
    wlr_seat_set_selection(&seat_, event->source, event->serial);
}

void GuestSeat::on_primary(wlr_seat_request_set_primary_selection_event* event)
{
    wlr_seat_set_primary_selection(&seat_, event->source, event->serial);
}

/// Drag and drop is for the seat with a picture of what is dragged.
void GuestSeat::on_drag(wlr_seat_request_start_drag_event* event) { discard_drag(seat_, *event->drag); }

} // namespace vitrail
