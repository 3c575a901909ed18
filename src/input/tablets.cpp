#include "input/tablets.hpp"

#include "input/surface_position.hpp"
#include "tablet_parts.hpp"

#include <linux/input-event-codes.h>

namespace vitrail {

namespace {

/// What a pen's button is where nobody knows pens.
std::uint32_t as_pointer_button(std::uint32_t button)
{
    return button == BTN_STYLUS ? BTN_RIGHT : BTN_MIDDLE;
}

} // namespace

Tablets::Tablets(wl_display& display, Scene& scene, wlr_seat& seat, Cursor& cursor, PointerRouter& pointer,
    Seat::Events const& events)
    : scene_{scene}
    , seat_{seat}
    , cursor_{cursor}
    , pointer_{pointer}
    , events_{events}
    , protocol_{wlr_tablet_v2_create(&display)}
{
    auto& from = cursor.c().events;
    proximity_.connect<&Tablets::on_proximity>(this, from.tablet_tool_proximity);
    axis_.connect<&Tablets::on_axis>(this, from.tablet_tool_axis);
    tip_.connect<&Tablets::on_tip>(this, from.tablet_tool_tip);
    button_.connect<&Tablets::on_button>(this, from.tablet_tool_button);
    focus_change_.connect<&Tablets::on_focus_change>(this, seat.keyboard_state.events.focus_change);
}

Tablets::~Tablets() = default;

void Tablets::add(wlr_tablet& tablet)
{
    tablets_[&tablet] = std::make_unique<Tablet>(*this, tablet);
}

void Tablets::add(wlr_tablet_pad& pad)
{
    pads_.push_back(std::make_unique<Pad>(*this, pad));
    pads_.back()->focus(seat_.keyboard_state.focused_surface);
}

void Tablets::on_focus_change()
{
    for (auto const& pad : pads_)
        pad->focus(seat_.keyboard_state.focused_surface);
}

Tablets::Tool& Tablets::tool_of(wlr_tablet_tool& tool)
{
    auto& known = tools_[&tool];
    if (!known)
        known = std::make_unique<Tool>(*this, tool);
    return *known;
}

wlr_tablet_v2_tablet* Tablets::tablet_of(wlr_tablet const* tablet) const
{
    auto const found = tablets_.find(tablet);
    return found == tablets_.end() ? nullptr : found->second->c;
}

void Tablets::on_proximity(wlr_tablet_tool_proximity_event* event)
{
    auto& tool = tool_of(*event->tool);
    if (event->state == WLR_TABLET_TOOL_PROXIMITY_OUT)
        return wlr_tablet_v2_tablet_tool_notify_proximity_out(&tool.c());
    tool.ignored = waits && waits(event->tablet->base);
    tool.at = {event->x, event->y};
    if (!tool.ignored)
        move(tool, *event->tablet, event->time_msec);
}

void Tablets::on_axis(wlr_tablet_tool_axis_event* event)
{
    auto& tool = tool_of(*event->tool);
    if (tool.ignored)
        return;
    auto* c = &tool.c();
    auto const changed = [event](std::uint32_t axis) { return (event->updated_axes & axis) != 0; };
    if (changed(WLR_TABLET_TOOL_AXIS_X))
        tool.at.x = event->x;
    if (changed(WLR_TABLET_TOOL_AXIS_Y))
        tool.at.y = event->y;
    if (changed(WLR_TABLET_TOOL_AXIS_X | WLR_TABLET_TOOL_AXIS_Y))
        move(tool, *event->tablet, event->time_msec);
    if (changed(WLR_TABLET_TOOL_AXIS_PRESSURE))
        wlr_tablet_v2_tablet_tool_notify_pressure(c, event->pressure);
    if (changed(WLR_TABLET_TOOL_AXIS_DISTANCE))
        wlr_tablet_v2_tablet_tool_notify_distance(c, event->distance);
    if (changed(WLR_TABLET_TOOL_AXIS_TILT_X))
        tool.tilt_x = event->tilt_x;
    if (changed(WLR_TABLET_TOOL_AXIS_TILT_Y))
        tool.tilt_y = event->tilt_y;
    if (changed(WLR_TABLET_TOOL_AXIS_TILT_X | WLR_TABLET_TOOL_AXIS_TILT_Y))
        wlr_tablet_v2_tablet_tool_notify_tilt(c, tool.tilt_x, tool.tilt_y);
    if (changed(WLR_TABLET_TOOL_AXIS_ROTATION))
        wlr_tablet_v2_tablet_tool_notify_rotation(c, event->rotation);
    if (changed(WLR_TABLET_TOOL_AXIS_SLIDER))
        wlr_tablet_v2_tablet_tool_notify_slider(c, event->slider);
    if (changed(WLR_TABLET_TOOL_AXIS_WHEEL))
        wlr_tablet_v2_tablet_tool_notify_wheel(c, event->wheel_delta, 0);
}

void Tablets::move(Tool& tool, wlr_tablet& tablet, std::uint32_t time)
{
    auto& c = tool.c();
    auto const at = cursor_.layout_position(tablet.base, tool.at);
    if (tool.tip_is_button || pointer_.grabbed())
        return pointer_.pen_moved(time, at);
    if (wlr_tablet_tool_v2_has_implicit_grab(&c)) {
        cursor_.warp_to(at);
        if (auto const origin = position_of(scene_, c.focused_surface))
            wlr_tablet_v2_tablet_tool_notify_motion(&c, at.x - origin->x, at.y - origin->y);
        return;
    }
    auto* known = tablet_of(&tablet);
    auto const hit = scene_.hit(at);
    if (!hit || !known || !wlr_surface_accepts_tablet_v2(hit->surface, known)) {
        wlr_tablet_v2_tablet_tool_notify_proximity_out(&c);
        return pointer_.pen_moved(time, at);
    }
    cursor_.warp_to(at);
    pointer_.pen_above_drawing();
    wlr_tablet_v2_tablet_tool_notify_proximity_in(&c, known, hit->surface);
    wlr_tablet_v2_tablet_tool_notify_motion(&c, hit->local.x, hit->local.y);
}

void Tablets::on_tip(wlr_tablet_tool_tip_event* event)
{
    auto& tool = tool_of(*event->tool);
    bool const down = event->state == WLR_TABLET_TOOL_TIP_DOWN;
    if (tool.ignored)
        return;
    if (down) {
        tool.at = {event->x, event->y};
        move(tool, *event->tablet, event->time_msec);
    }
    if (down ? !tool.is_pen() : tool.tip_is_button) {
        tool.tip_is_button = down;
        return pointer_.pen_button(event->time_msec, BTN_LEFT, down);
    }
    if (!down)
        return wlr_tablet_v2_tablet_tool_notify_up(&tool.c());
    auto const at = cursor_.position();
    if (events_.pressed)
        events_.pressed({.on = scene_.target(at), .at = at});
    wlr_tablet_v2_tablet_tool_notify_down(&tool.c());
    wlr_tablet_tool_v2_start_implicit_grab(&tool.c());
}

void Tablets::on_button(wlr_tablet_tool_button_event* event)
{
    auto& tool = tool_of(*event->tool);
    if (tool.ignored)
        return;
    if (tool.is_pen())
        wlr_tablet_v2_tablet_tool_notify_button(&tool.c(), event->button, zwp_tablet_pad_v2_button_state(event->state));
    else
        pointer_.pen_button(event->time_msec, as_pointer_button(event->button), event->state == WLR_BUTTON_PRESSED);
}

} // namespace vitrail
