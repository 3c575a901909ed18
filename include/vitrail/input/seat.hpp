#pragma once

#include "base/event_loop.hpp"
#include "base/geometry.hpp"
#include "input/devices.hpp"
#include "input/screen_choice.hpp"
#include "input/seat_config.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

struct wl_client;
struct wl_display;
struct wlr_input_device;
struct wlr_output_layout;
struct wlr_seat;
struct wlr_surface;

namespace vitrail {

/// A key that was pressed, as bindings see it.
struct KeyPress {
    std::uint32_t keysym;              ///< xkb keysym without modifiers applied (level 0 of the active layout)
    std::uint32_t modifiers;           ///< WLR_MODIFIER_*
    std::uint32_t translated_keysym{}; ///< with modifiers applied: Ctrl+Alt+F2 is XF86Switch_VT_2
    bool inhibited{}; ///< the window with the focus wants all keys: only what must work always is a binding
    bool repeated{};  ///< it is held: this is not its first press
    std::uint32_t us_keysym{};         ///< on an American keyboard, where `keysym` is no letter or digit: see UsKeys
};

/// A button or finger that goes down.
struct Press {
    Target const& on;
    FPoint<Logical> at;       ///< in the layout
    std::uint32_t button = 0; ///< evdev's; 0: a finger
};

/// Takes the pointer away from clients while it lives: interactive move and resize.
///
/// Started while a finger and no button is down, it follows that finger.
class PointerGrab {
public:
    virtual ~PointerGrab() = default;
    virtual void motion(FPoint<Logical> at) = 0;
    /// The last button, or the finger, went up; `ended` follows. Not when the grab is taken away.
    virtual void released() {}
    /// All buttons are up, or the grab was taken away: the last motion stands. The seat destroys the grab after it.
    virtual void ended() = 0;
    /// What the cursor looks like meanwhile: a CSS cursor name, asked for once.
    [[nodiscard]] virtual char const* cursor() const { return "grabbing"; }
};

/// The person at this machine: one pointer, one keyboard focus, any number of devices that come and go.
///
/// Routes events to the surfaces the scene finds below the pointer; the shell decides keyboard focus.
class Seat {
public:
    struct Events {
        /// A button or finger went down; the client is told next. A grab begun in here keeps the button from the client.
        std::function<void(Press const&)> pressed;
        /// The pointer is above this: it moved there (`moved`), or what is below it did. Gives the cursor for what is no
        /// client's, a CSS cursor name.
        std::function<char const*(Target const&, FPoint<Logical> at, bool moved)> above;
        /// True: it was a binding, no client sees it. It is asked again while the key is held, as long as it says so.
        std::function<bool(KeyPress const&)> key;
        std::function<void()> moved; ///< the cursor did; clients are told next
        std::function<void(wl_client&)> injected; ///< a client makes input with a device of its own making
    };

    /// Creates wl_seat "seat0" and every protocol that is about a seat: selections and who may look at them, pictures of
    /// the cursor, relative motion, constraints, gestures, idleness, devices that clients make. Everything handed in must outlive
    /// the seat.
    Seat(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout);
    ~Seat();

    /// Any kind of device; kinds that the seat does not know are left alone. It unregisters itself when it goes.
    void add_device(wlr_input_device& device);

    /// What the user likes, from now on, for the devices that are there and those to come. Names that mean nothing here
    /// (a layout that xkb does not know) are warned about and leave the default.
    void configure(SeatConfig const& config);

    /// Who gets the keys; null: nobody. While clients hold the keyboard otherwise (drag-and-drop), it waits.
    void focus_keyboard(wlr_surface* surface);
    /// The keys go there at once, whoever holds the keyboard: a grab of popups moves within them.
    void move_keyboard(wlr_surface& surface);
    [[nodiscard]] wlr_surface* keyboard_focus() const;

    /// While a grab is on, clients see no pointer events. Ends an earlier one.
    void begin_grab(std::unique_ptr<PointerGrab> grab);
    /// Drops the grab (its window went); does nothing without one.
    void end_grab();

    /// Clients lose whatever they hold: drags, grabs, fingers, and the pointer, unless it is above what it was above.
    void take_back();
    /// While `awake`, the user counts as active, whatever they do.
    void keep_awake(bool awake);

    [[nodiscard]] FPoint<Logical> cursor() const;
    /// The cursor is hidden until it moves, and again when it has rested so long or a finger comes down; zero: never.
    void hide_resting_cursor(Duration after);
    /// The window under the cursor may have changed without the cursor moving: call after map, unmap, move, raise.
    /// Focus follows at the end of this turn of the loop, when what is mapped now has its picture in the scene.
    void scene_changed();
    /// Outputs changed: the cursor stays on one, cursor themes for their scales are there.
    void outputs_changed();

    /// What a program of X11 has copied, which wlroots is about to set, is marked as a secret, or is not. (wlroots knows only
    /// types whose names have a slash in them, and the mark has none.)
    void x11_clipboard_marked(bool secret);
    /// A program of X11 that owned the clipboard has ended: call before wlroots hears of it, to which that looks as if the
    /// program had emptied the clipboard.
    void x11_clipboard_died();

    [[nodiscard]] wlr_seat& c() const;
    /// What the machine's devices are called and how they are set.
    [[nodiscard]] std::vector<DeviceReport> devices() const;
    Events events;
    /// Asked for all displays that are plugged in, on or off: touch screens and tablets belong to one of them.
    std::function<std::vector<KnownDisplay>()> screens;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
