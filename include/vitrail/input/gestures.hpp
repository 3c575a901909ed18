#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

namespace vitrail {

/// Swipes, pinches and holds of touchpads, to whoever has the pointer (pointer-gestures-v1).
class Gestures {
public:
    Gestures(wl_display& display, wlr_seat& seat, wlr_cursor& from);

private:
    void on_swipe_begin(wlr_pointer_swipe_begin_event* event);
    void on_swipe_update(wlr_pointer_swipe_update_event* event);
    void on_swipe_end(wlr_pointer_swipe_end_event* event);
    void on_pinch_begin(wlr_pointer_pinch_begin_event* event);
    void on_pinch_update(wlr_pointer_pinch_update_event* event);
    void on_pinch_end(wlr_pointer_pinch_end_event* event);
    void on_hold_begin(wlr_pointer_hold_begin_event* event);
    void on_hold_end(wlr_pointer_hold_end_event* event);

    wlr_seat& seat_;
    wlr_pointer_gestures_v1* protocol_; // ends with the display
    Slot<wlr_pointer_swipe_begin_event> swipe_begin_;
    Slot<wlr_pointer_swipe_update_event> swipe_update_;
    Slot<wlr_pointer_swipe_end_event> swipe_end_;
    Slot<wlr_pointer_pinch_begin_event> pinch_begin_;
    Slot<wlr_pointer_pinch_update_event> pinch_update_;
    Slot<wlr_pointer_pinch_end_event> pinch_end_;
    Slot<wlr_pointer_hold_begin_event> hold_begin_;
    Slot<wlr_pointer_hold_end_event> hold_end_;
};

} // namespace vitrail
