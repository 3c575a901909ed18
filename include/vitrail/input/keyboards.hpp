#pragma once

#include "base/event_loop.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/keymap.hpp"
#include "input/seat.hpp"
#include "input/seat_config.hpp"
#include "input/shortcuts_inhibit.hpp"
#include "input/told_keys.hpp"
#include "input/us_keys.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace vitrail {

/// All keyboards as one: they share a group, so that clients see one keymap and one state of modifiers and locks,
/// whichever device is typed on.
///
/// Some stay apart: one that a client made, with the keymap that came with it, and one that the user wants otherwise than the
/// others. Clients see whichever was typed on last.
class Keyboards {
public:
    Keyboards(EventLoop& loop, wlr_seat& seat, Seat::Events const& events, ShortcutsInhibit& inhibit);
    ~Keyboards();

    /// A keyboard of the machine, as the user wants it.
    struct Device {
        wlr_keyboard* c;
        KeyboardConfig config;
    };

    void add(Device const& device);
    /// All of them as one.
    [[nodiscard]] wlr_keyboard& group() const { return group_->keyboard; }
    /// Called with each key of a keyboard that is not one of the group.
    std::function<void()> on_key_apart;
    /// One that a client made; it unregisters itself.
    void add_virtual(wlr_keyboard& keyboard);
    /// Keymap and repetition from now on, of the group and of `devices`, which are all that were added and are still there.
    /// Keys that are held and locks that are on stay so, unless the keyboard leaves the group or comes back to it.
    void configure(KeyboardConfig const& config, std::span<Device const> devices);

    /// A device went; `devices` are those that are left. Modifiers that were held on it alone are up.
    void removed(std::span<Device const> devices);

    /// Asked who takes the keys of a keyboard from the surface with the focus; null: nobody.
    std::function<wlr_input_method_keyboard_grab_v2*(wlr_keyboard const&)> grab_for;

    void focus(wlr_surface* surface);
    /// The keyboard goes there at once, past whoever holds it: a popup's grab moves to another popup.
    void move_to(wlr_surface& surface);
    /// Whoever held the keyboard (a drag, a popup) gave it back: the wanted surface gets it again.
    void refocus();

private:
    class Apart;
    using HeldKey = std::pair<wlr_keyboard const*, std::uint32_t>;

    [[nodiscard]] Apart* find_apart(wlr_keyboard const& keyboard) const;
    void join(wlr_keyboard& keyboard);
    void leave(wlr_keyboard& keyboard);
    void sort(Device const& device);
    [[nodiscard]] std::vector<wlr_keyboard*> in_group(std::span<Device const> devices) const;
    void change_keymap(std::span<wlr_keyboard* const> devices);
    void deliver(wlr_keyboard& from, wlr_keyboard_key_event const& event);
    [[nodiscard]] bool taken(wlr_keyboard& from, wlr_keyboard_key_event const& event);
    void deliver_modifiers(wlr_keyboard& from);
    void remove(Apart const& keyboard);
    void on_key(wlr_keyboard_key_event* event);
    void on_modifiers();
    void on_keys_gone(wl_array* keycodes);
    void on_wanted_destroyed();
    [[nodiscard]] bool is_binding(wlr_keyboard& from, std::uint32_t keycode, bool repeated = false);
    void begin_repeating(wlr_keyboard& from, std::uint32_t keycode);
    void repeat();
    void release(wlr_keyboard& from, std::uint32_t keycode, std::uint32_t time);
    [[nodiscard]] wl_client const* focused_client() const;

    EventLoop& loop_;
    wlr_seat& seat_;
    Seat::Events const& events_;
    ShortcutsInhibit& inhibit_;
    KeyboardConfig config_;
    Keymap keymap_;
    UsKeys us_keys_;
    Owned<wlr_keyboard_group, wlr_keyboard_group_destroy> group_;
    std::vector<std::unique_ptr<Apart>> apart_;
    std::set<HeldKey> swallowed_; ///< keys held whose press was a binding: clients see no release either
    std::optional<std::pair<wlr_keyboard*, std::uint32_t>> repeating_; ///< the last binding's key, while it is held
    Timer repeat_;
    std::set<HeldKey> grabbed_; ///< keys held whose press a grab took: it gets the release
    ToldKeys told_; ///< the others that are held
    wlr_surface* wanted_ = nullptr;

    Slot<wlr_keyboard_key_event> key_;
    Slot<> modifiers_;
    Slot<wl_array> keys_gone_;
    Slot<> wanted_destroyed_;
};

} // namespace vitrail
