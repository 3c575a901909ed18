#include "input/drag_and_drop.hpp"

#include "input/bounded_offset.hpp"

#include <cmath>
#include <unistd.h>

namespace vitrail {

void discard_drag(wlr_seat& seat, wlr_drag& drag)
{
    if (drag.source) {
        wlr_data_source_destroy(drag.source); // takes the drag along
        return;
    }
    // Nothing else frees a drag without a source than its end; so it starts (without pointer or touch) and ends.
    wlr_seat_start_drag(&seat, &drag, 0);
    drag.source = nullptr; // DragAndDrop may have lent it one
    wlr_seat_keyboard_end_grab(&seat);
}

namespace {

/// Has nothing to send.
wlr_data_source* make_empty_source()
{
    static constexpr wlr_data_source_impl impl{
        .send = [](wlr_data_source*, char const*, std::int32_t fd) { ::close(fd); },
        .accept = {},
        .destroy = [](wlr_data_source* source) { delete source; },
        .dnd_drop = {},
        .dnd_finish = {},
        .dnd_action = {},
    };
    auto* const source = new wlr_data_source;
    wlr_data_source_init(source, &impl);
    return source;
}

} // namespace

DragAndDrop::DragAndDrop(Scene& scene, wlr_seat& seat, Events events)
    : scene_{scene}, seat_{seat}, events_{std::move(events)}
{
    request_.connect<&DragAndDrop::on_request>(this, seat.events.request_start_drag);
    start_.connect<&DragAndDrop::on_start>(this, seat.events.start_drag);
}

DragAndDrop::~DragAndDrop()
{
    events_ = {};
    cancel();
}

std::optional<std::int32_t> DragAndDrop::finger() const
{
    if (drag_ && drag_->grab_type == WLR_DRAG_GRAB_KEYBOARD_TOUCH)
        return drag_->grab_touch_id;
    return std::nullopt;
}

void DragAndDrop::move_icon(FPoint<Logical> at)
{
    at_ = at;
    place_icon();
}

void DragAndDrop::cancel()
{
    if (drag_)
        wlr_seat_keyboard_end_grab(&seat_); // every drag holds the keyboard; losing that grab ends it as a whole
}

void DragAndDrop::on_request(wlr_seat_request_start_drag_event* event)
{
    wlr_touch_point* point = nullptr;
    // A source serves once (wl_data_device error used_source); wlroots would destroy it while it starts the drag.
    if (event->drag->source && event->drag->source == seat_.drag_source)
        discard_drag(seat_, *event->drag);
    else if (wlr_seat_validate_pointer_grab_serial(&seat_, event->origin, event->serial))
        wlr_seat_start_pointer_drag(&seat_, event->drag, event->serial);
    else if (wlr_seat_validate_touch_grab_serial(&seat_, event->origin, event->serial, &point))
        wlr_seat_start_touch_drag(&seat_, event->drag, event->serial, point);
    else
        discard_drag(seat_, *event->drag);
    if (drag_ && lent_) {
        drag_->source = nullptr;
        go_on();
    }
}

void DragAndDrop::on_start(wlr_drag* drag)
{
    drag_ = drag;
    end_.connect<&DragAndDrop::on_end>(this, drag->events.destroy);
    // wlroots ends a drag with its source; one without a source would outlive its client.
    client_gone_.connect<&DragAndDrop::on_client_gone>(this, drag->seat_client->events.destroy);
    if (drag->source)
        return go_on();
    // It is its client's alone. But wlroots' window manager for X11, which hears of it after us, looks at the source of every
    // drag: it has one until all have heard.
    lent_.reset(make_empty_source());
    drag->source = lent_.get();
}

void DragAndDrop::go_on()
{
    if (drag_->grab_type == WLR_DRAG_GRAB_KEYBOARD)
        return; // about to be discarded; or of X11, which keeps the pointer
    if (drag_->icon)
        show_icon(*drag_->icon);
    if (events_.started)
        events_.started();
}

void DragAndDrop::on_end()
{
    end_.disconnect();
    client_gone_.disconnect();
    on_icon_gone();
    lent_.reset(); // its listeners go, too
    drag_ = nullptr;
    if (events_.ended)
        events_.ended();
}

void DragAndDrop::on_client_gone()
{
    cancel();
}

void DragAndDrop::show_icon(wlr_drag_icon& icon)
{
    icon_surface_ = icon.surface;
    icon_offset_ = {};
    icon_ = std::make_unique<SurfaceTree>(*icon.surface, scene_.stratum(Stratum::DragIcon));
    icon_commit_.connect<&DragAndDrop::on_icon_commit>(this, icon.surface->events.commit);
    icon_gone_.connect<&DragAndDrop::on_icon_gone>(this, icon.events.destroy);
    place_icon();
}

void DragAndDrop::place_icon()
{
    if (icon_)
        icon_->set_position(Point<Logical>{int(std::floor(at_.x)), int(std::floor(at_.y))} + icon_offset_);
}

void DragAndDrop::on_icon_commit()
{
    // wl_data_device.start_drag: the offset of the icon's surface moves it under the pointer.
    icon_offset_ = bounded_offset(icon_offset_ + bounded_offset({icon_surface_->current.dx, icon_surface_->current.dy}));
    place_icon();
}

void DragAndDrop::on_icon_gone()
{
    icon_commit_.disconnect();
    icon_gone_.disconnect();
    icon_.reset();
    icon_surface_ = nullptr;
}

} // namespace vitrail
