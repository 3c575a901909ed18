#include "input/gestures.hpp"

namespace vitrail {

Gestures::Gestures(wl_display& display, wlr_seat& seat, wlr_cursor& from)
    : seat_{seat}, protocol_{wlr_pointer_gestures_v1_create(&display)}
{
    swipe_begin_.connect<&Gestures::on_swipe_begin>(this, from.events.swipe_begin);
    swipe_update_.connect<&Gestures::on_swipe_update>(this, from.events.swipe_update);
    swipe_end_.connect<&Gestures::on_swipe_end>(this, from.events.swipe_end);
    pinch_begin_.connect<&Gestures::on_pinch_begin>(this, from.events.pinch_begin);
    pinch_update_.connect<&Gestures::on_pinch_update>(this, from.events.pinch_update);
    pinch_end_.connect<&Gestures::on_pinch_end>(this, from.events.pinch_end);
    hold_begin_.connect<&Gestures::on_hold_begin>(this, from.events.hold_begin);
    hold_end_.connect<&Gestures::on_hold_end>(this, from.events.hold_end);
}

void Gestures::on_swipe_begin(wlr_pointer_swipe_begin_event* e)
{
    wlr_pointer_gestures_v1_send_swipe_begin(protocol_, &seat_, e->time_msec, e->fingers);
}

void Gestures::on_swipe_update(wlr_pointer_swipe_update_event* e)
{
    wlr_pointer_gestures_v1_send_swipe_update(protocol_, &seat_, e->time_msec, e->dx, e->dy);
}

void Gestures::on_swipe_end(wlr_pointer_swipe_end_event* e)
{
    wlr_pointer_gestures_v1_send_swipe_end(protocol_, &seat_, e->time_msec, e->cancelled);
}

void Gestures::on_pinch_begin(wlr_pointer_pinch_begin_event* e)
{
    wlr_pointer_gestures_v1_send_pinch_begin(protocol_, &seat_, e->time_msec, e->fingers);
}

void Gestures::on_pinch_update(wlr_pointer_pinch_update_event* e)
{
    wlr_pointer_gestures_v1_send_pinch_update(protocol_, &seat_, e->time_msec, e->dx, e->dy, e->scale, e->rotation);
}

void Gestures::on_pinch_end(wlr_pointer_pinch_end_event* e)
{
    wlr_pointer_gestures_v1_send_pinch_end(protocol_, &seat_, e->time_msec, e->cancelled);
}

void Gestures::on_hold_begin(wlr_pointer_hold_begin_event* e)
{
    wlr_pointer_gestures_v1_send_hold_begin(protocol_, &seat_, e->time_msec, e->fingers);
}

void Gestures::on_hold_end(wlr_pointer_hold_end_event* e)
{
    wlr_pointer_gestures_v1_send_hold_end(protocol_, &seat_, e->time_msec, e->cancelled);
}

} // namespace vitrail
