#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/active_grab.hpp"
#include "input/cursor.hpp"
#include "input/drag_and_drop.hpp"
#include "input/seat.hpp"

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace vitrail {

/// Fingers, each to the surface on which it went down. Nothing is emulated: a client without touch gets none.
class TouchRouter {
public:
    TouchRouter(EventLoop& loop, Scene& scene, wlr_seat& seat, Cursor& cursor, DragAndDrop& drag, Seat::Events const& events);

    /// The device is about to go: its fingers are taken back.
    void remove(wlr_touch& device);
    /// Clients see all their fingers taken back.
    void cancel_all();

    /// A grab follows the first finger that is down; its client sees a cancel.
    void begin_grab(std::unique_ptr<PointerGrab> grab);
    void end_grab() { grab_.end(); }
    [[nodiscard]] bool grabbed() const { return bool(grab_); }
    /// Where the finger with that number of the seat is; nothing when it is up.
    [[nodiscard]] std::optional<FPoint<Logical>> position(std::int32_t id) const;
    [[nodiscard]] bool holds_fingers() const { return !fingers_.empty(); }

    /// The device's display is dark or away: what goes down on it reaches nobody.
    std::function<bool(wlr_input_device&)> waits;

private:
    /// Devices count their fingers each for itself; the seat's numbers are unique.
    using Key = std::pair<wlr_touch*, std::int32_t>;
    struct Finger {
        std::int32_t id;
        FPoint<Logical> at;
    };

    /// The surface on which a finger went down.
    struct Touched {
        wlr_surface* surface = nullptr;
        Slot<wlr_surface> gone;
    };

    void on_down(wlr_touch_down_event* event);
    void on_up(wlr_touch_up_event* event);
    void on_motion(wlr_touch_motion_event* event);
    void on_cancel(wlr_touch_cancel_event* event);
    void on_frame();
    void on_surface_gone(wlr_surface* surface);

    void lift(Finger finger, std::uint32_t time);
    void cancel(Finger finger);
    void move(Finger const& finger, std::uint32_t time);
    void drag_over(Finger const& finger, std::uint32_t time);
    [[nodiscard]] std::int32_t free_id() const;

    EventLoop& loop_;
    Scene& scene_;
    wlr_seat& seat_;
    Cursor& cursor_;
    DragAndDrop& drag_;
    Seat::Events const& events_;
    std::map<Key, Finger> fingers_;
    std::map<std::int32_t, Touched> touched_; // by finger
    ActiveGrab grab_;
    std::int32_t grab_finger_ = -1;

    Slot<wlr_touch_down_event> down_;
    Slot<wlr_touch_up_event> up_;
    Slot<wlr_touch_motion_event> motion_;
    Slot<wlr_touch_cancel_event> cancel_;
    Slot<> frame_;
};

} // namespace vitrail
