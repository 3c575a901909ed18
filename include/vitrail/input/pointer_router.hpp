#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/active_grab.hpp"
#include "input/cursor.hpp"
#include "input/pointer_constraints.hpp"
#include "input/seat.hpp"

#include <functional>
#include <set>
#include <utility>

namespace vitrail {

/// Pointer events, from all devices to the surface below the cursor.
///
/// While a button is held the surface that got the press keeps the pointer (implicit grab), except in a drag, which
/// goes to whatever is below.
class PointerRouter {
public:
    PointerRouter(wl_display& display, EventLoop& loop, Scene& scene, wlr_seat& seat, Cursor& cursor,
        Seat::Events const& events);

    void begin_grab(std::unique_ptr<PointerGrab> grab);
    void end_grab();
    [[nodiscard]] bool grabbed() const { return bool(grab_); }
    [[nodiscard]] bool holds_buttons() const { return !held_.empty(); }

    /// What is below the cursor may have changed: focus follows.
    void rebase();

    /// A pen above a window that knows no pens is the pointer, wherever it points and presses.
    void pen_moved(std::uint32_t time, FPoint<Logical> at);
    void pen_button(std::uint32_t time, std::uint32_t button, bool down);
    /// A pen moved the cursor above a window that knows pens: no pointer is there, until one moves.
    void pen_above_drawing();

    /// How far a device scrolls, times this.
    std::function<double(wlr_input_device const&)> scroll_factor;

    /// The cursor moved; for what hangs on it.
    std::function<void()> on_moved;

private:
    void on_motion(wlr_pointer_motion_event* event);
    void on_motion_absolute(wlr_pointer_motion_absolute_event* event);
    void on_button(wlr_pointer_button_event* event);
    void on_axis(wlr_pointer_axis_event* event);
    void on_frame();
    void on_grab_end();
    void on_focus_change();
    void on_set_cursor(wlr_seat_pointer_request_set_cursor_event* event);
    void on_set_shape(wlr_cursor_shape_manager_v1_request_set_shape_event* event);

    void move(wlr_pointer& device, std::uint32_t time, FPoint<Logical> delta, FPoint<Logical> raw_delta);
    void follow_cursor(std::uint32_t time);
    /// `moved`: because the pointer did.
    void route(std::uint32_t time, bool moved);
    void button(wlr_pointer* device, std::uint32_t time, std::uint32_t button, bool down);
    [[nodiscard]] bool pressed(std::uint32_t button);
    [[nodiscard]] bool may_set_cursor(wlr_seat_client const* client, std::uint32_t serial) const;

    EventLoop& loop_;
    Scene& scene_;
    wlr_seat& seat_;
    Cursor& cursor_;
    Seat::Events const& events_;
    wlr_relative_pointer_manager_v1* relative_; // both end with the display
    wlr_cursor_shape_manager_v1* shapes_;
    PointerConstraints constraints_;
    ActiveGrab grab_;
    bool pen_above_drawing_ = false, above_grip_ = false;
    std::set<std::pair<wlr_pointer*, std::uint32_t>> held_; // a pen's with null
    wlr_seat_client* focus_client_ = nullptr; // compared, never followed

    Slot<wlr_pointer_motion_event> motion_;
    Slot<wlr_pointer_motion_absolute_event> motion_absolute_;
    Slot<wlr_pointer_button_event> button_;
    Slot<wlr_pointer_axis_event> axis_;
    Slot<> frame_;
    Slot<> grab_end_;
    Slot<> focus_change_;
    Slot<wlr_seat_pointer_request_set_cursor_event> set_cursor_;
    Slot<wlr_cursor_shape_manager_v1_request_set_shape_event> set_shape_;
};

} // namespace vitrail
