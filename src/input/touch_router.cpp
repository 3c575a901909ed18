#include "input/touch_router.hpp"

#include "input/event_time.hpp"
#include "input/surface_position.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

TouchRouter::TouchRouter(EventLoop& loop, Scene& scene, wlr_seat& seat, Cursor& cursor, DragAndDrop& drag,
    Seat::Events const& events)
    : loop_{loop}, scene_{scene}, seat_{seat}, cursor_{cursor}, drag_{drag}, events_{events}
{
    auto& from = cursor.c().events;
    down_.connect<&TouchRouter::on_down>(this, from.touch_down);
    up_.connect<&TouchRouter::on_up>(this, from.touch_up);
    motion_.connect<&TouchRouter::on_motion>(this, from.touch_motion);
    cancel_.connect<&TouchRouter::on_cancel>(this, from.touch_cancel);
    frame_.connect<&TouchRouter::on_frame>(this, from.touch_frame);
}

void TouchRouter::remove(wlr_touch& device)
{
    for (auto it = fingers_.begin(); it != fingers_.end();) {
        if (it->first.first != &device) {
            ++it;
            continue;
        }
        auto const finger = it->second;
        it = fingers_.erase(it);
        cancel(finger);
    }
    on_frame();
}

void TouchRouter::cancel_all()
{
    for (auto const& finger : fingers_ | std::views::values)
        if (auto* point = wlr_seat_touch_get_point(&seat_, finger.id))
            wlr_seat_touch_notify_cancel(&seat_, point->client);
}

void TouchRouter::begin_grab(std::unique_ptr<PointerGrab> grab)
{
    auto const& first = std::ranges::min_element(fingers_, {}, [](auto const& entry) { return entry.second.id; })->second;
    grab_.begin(std::move(grab));
    grab_finger_ = first.id;
    if (auto* point = wlr_seat_touch_get_point(&seat_, first.id))
        wlr_seat_touch_notify_cancel(&seat_, point->client);
}

void TouchRouter::on_down(wlr_touch_down_event* event)
{
    Key const key{event->touch, event->touch_id};
    if (fingers_.contains(key))
        return; // a device that repeats itself
    if (waits && waits(event->touch->base))
        return;
    cursor_.finger_came_down();
    auto const at = cursor_.layout_position(event->touch->base, {event->x, event->y});
    auto const id = free_id();
    fingers_.emplace(key, Finger{id, at});
    if (grab_ || drag_.active())
        return;

    auto const below = scene_.target(at);
    if (events_.pressed)
        events_.pressed({.on = below, .at = at});
    if (grab_)
        return;
    auto const& hit = below.hit;
    if (!hit || !wlr_surface_accepts_touch(hit->surface, &seat_))
        return;
    // Before wlroots listens, which forgets the finger without a word to the client.
    auto& touched = touched_[id];
    touched.surface = hit->surface;
    touched.gone.connect<&TouchRouter::on_surface_gone>(this, hit->surface->events.destroy);
    wlr_seat_touch_notify_down(&seat_, hit->surface, event->time_msec, id, hit->local.x, hit->local.y);
}

void TouchRouter::on_up(wlr_touch_up_event* event)
{
    auto const found = fingers_.find({event->touch, event->touch_id});
    if (found == fingers_.end())
        return;
    auto const finger = found->second;
    fingers_.erase(found);
    touched_.erase(finger.id);
    lift(finger, event->time_msec);
}

/// The client learns that its finger is up, though the surface is no more; the finger itself means nothing from then on.
void TouchRouter::on_surface_gone(wlr_surface* surface)
{
    for (auto& [finger, touched] : touched_) {
        if (touched.surface != surface)
            continue;
        touched.surface = nullptr;
        touched.gone.disconnect();
        if (wlr_seat_touch_get_point(&seat_, finger))
            wlr_seat_touch_notify_up(&seat_, event_time(loop_), finger);
    }
    on_frame();
}

void TouchRouter::lift(Finger finger, std::uint32_t time)
{
    if (grab_ && finger.id == grab_finger_) {
        grab_.released();
        grab_.end();
        return;
    }
    // wlroots reads the source of every touch drag at its end; one inside a client may have none.
    if (drag_.finger() == finger.id && seat_.drag && !seat_.drag->source)
        drag_.cancel();
    if (wlr_seat_touch_get_point(&seat_, finger.id))
        wlr_seat_touch_notify_up(&seat_, time, finger.id);
}

void TouchRouter::on_motion(wlr_touch_motion_event* event)
{
    auto const found = fingers_.find({event->touch, event->touch_id});
    if (found == fingers_.end())
        return;
    auto& finger = found->second;
    finger.at = cursor_.layout_position(event->touch->base, {event->x, event->y});
    if (grab_ && finger.id == grab_finger_)
        grab_.motion(finger.at);
    else if (drag_.finger() == finger.id)
        drag_over(finger, event->time_msec);
    else
        move(finger, event->time_msec);
}

void TouchRouter::move(Finger const& finger, std::uint32_t time)
{
    auto const* point = wlr_seat_touch_get_point(&seat_, finger.id);
    auto const origin = point ? position_of(scene_, point->surface) : std::nullopt;
    if (origin)
        wlr_seat_touch_notify_motion(&seat_, time, finger.id, finger.at.x - origin->x, finger.at.y - origin->y);
}

void TouchRouter::drag_over(Finger const& finger, std::uint32_t time)
{
    drag_.move_icon(finger.at);
    if (!wlr_seat_touch_get_point(&seat_, finger.id))
        return;
    if (auto const hit = scene_.hit(finger.at)) {
        wlr_seat_touch_point_focus(&seat_, hit->surface, time, finger.id, hit->local.x, hit->local.y);
        wlr_seat_touch_notify_motion(&seat_, time, finger.id, hit->local.x, hit->local.y);
        return;
    }
    wlr_seat_touch_notify_clear_focus(&seat_, time, finger.id); // the drag leaves
    wlr_seat_touch_point_clear_focus(&seat_, time, finger.id);  // and may enter the same surface again
}

void TouchRouter::on_cancel(wlr_touch_cancel_event* event)
{
    auto const found = fingers_.find({event->touch, event->touch_id});
    if (found == fingers_.end())
        return;
    auto const finger = found->second;
    fingers_.erase(found);
    cancel(finger);
}

void TouchRouter::cancel(Finger finger)
{
    touched_.erase(finger.id);
    if (grab_ && finger.id == grab_finger_)
        grab_.end();
    if (drag_.finger() == finger.id)
        drag_.cancel();
    if (auto* point = wlr_seat_touch_get_point(&seat_, finger.id))
        wlr_seat_touch_notify_cancel(&seat_, point->client);
}

void TouchRouter::on_frame()
{
    wlr_seat_touch_notify_frame(&seat_);
}

std::optional<FPoint<Logical>> TouchRouter::position(std::int32_t id) const
{
    for (auto const& finger : fingers_ | std::views::values)
        if (finger.id == id)
            return finger.at;
    return std::nullopt;
}

std::int32_t TouchRouter::free_id() const
{
    std::int32_t id = 0;
    while (position(id))
        ++id;
    return id;
}

} // namespace vitrail
