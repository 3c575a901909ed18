#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/cursor.hpp"
#include "input/told_keys.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vitrail {

/// Another pair of hands at the same desk: a seat that a program asked for, with the devices that it makes itself.
///
/// Its pointer has no picture. Its keys go to the window that it clicked last, which does not rise for that; before it has
/// clicked any, or when that one is hidden, to where the person at the machine types. No key of it is a binding. It reaches
/// what is shown, no more: from the moment that the session is locked its keys go nowhere but to the lock.
class GuestSeat {
public:
    struct Events {
        std::function<void()> active; ///< something was done with a device
        std::function<wlr_surface*()> focused; ///< asked where the person at the machine types; null: nowhere
        std::function<void()> gone; ///< wlroots ends the seat: destroy this, now
    };

    GuestSeat(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout, std::string const& name,
        Events events);
    ~GuestSeat();

    /// Ends with its client's object, or with the display.
    [[nodiscard]] wlr_seat& c() const { return seat_; }
    /// A keyboard or pointer; it says itself when it goes.
    void add(wlr_input_device& device);
    /// What is shown may be something else now.
    void look_again();

private:
    class Keyboard;
    class Pointer;
    friend class Keyboard;
    friend class Pointer;

    void on_motion(wlr_pointer_motion_event* event);
    void on_motion_absolute(wlr_pointer_motion_absolute_event* event);
    void on_button(wlr_pointer_button_event* event);
    void on_axis(wlr_pointer_axis_event* event);
    void on_frame();
    void on_selection(wlr_seat_request_set_selection_event* event);
    void on_primary(wlr_seat_request_set_primary_selection_event* event);
    void on_drag(wlr_seat_request_start_drag_event* event);
    void on_destroy();

    void moved(std::uint32_t time);
    void route(std::uint32_t time);
    void focus(wlr_surface& pressed);
    void key(wlr_keyboard& from, wlr_keyboard_key_event const& event);
    void modifiers(wlr_keyboard& from);
    [[nodiscard]] wl_client const* focused_client() const;
    void let_go_of_hidden();
    void release_all();
    void update_capabilities();

    EventLoop& loop_;
    Scene& scene_;
    Events events_;
    wlr_seat& seat_;
    Cursor cursor_; // never enabled: it maps positions
    std::set<std::uint32_t> held_; // buttons
    ToldKeys told_;
    std::vector<std::unique_ptr<Keyboard>> keyboards_;
    std::vector<std::unique_ptr<Pointer>> pointers_;

    Slot<wlr_pointer_motion_event> motion_;
    Slot<wlr_pointer_motion_absolute_event> motion_absolute_;
    Slot<wlr_pointer_button_event> button_;
    Slot<wlr_pointer_axis_event> axis_;
    Slot<> frame_, destroy_;
    Slot<wlr_seat_request_set_selection_event> selection_;
    Slot<wlr_seat_request_set_primary_selection_event> primary_;
    Slot<wlr_seat_request_start_drag_event> drag_;
};

} // namespace vitrail
