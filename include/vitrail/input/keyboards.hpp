#pragma once

#include "base/event_loop.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/keymap.hpp"
#include "input/seat.hpp"
#include "input/seat_config.hpp"

#include <set>
#include <span>
#include <vector>

namespace vitrail {

/// All keyboards as one: they share a group, so that clients see one keymap and one state of modifiers and locks,
/// whichever device is typed on.
class Keyboards {
public:
    Keyboards(EventLoop& loop, wlr_seat& seat, Seat::Events const& events);

    void add(wlr_keyboard& keyboard);
    /// All of them as one.
    [[nodiscard]] wlr_keyboard& group() const { return group_->keyboard; }
    /// Keymap and repetition from now on, for clients and for `devices`, which are all that were added and are still there.
    /// Keys that are held and locks that are on stay so.
    void configure(KeyboardConfig const& config, std::span<wlr_keyboard* const> devices);

    /// A device went; `devices` are those that are left. Modifiers that were held on it alone are up.
    void removed(std::span<wlr_keyboard* const> devices);

    void focus(wlr_surface* surface);
    /// Whoever held the keyboard (a drag, a popup) gave it back: the wanted surface gets it again.
    void refocus();

private:
    void change_keymap(std::span<wlr_keyboard* const> devices);
    void on_key(wlr_keyboard_key_event* event);
    void on_modifiers();
    void on_keys_gone(wl_array* keycodes);
    void on_wanted_destroyed();
    [[nodiscard]] bool is_binding(std::uint32_t keycode);
    [[nodiscard]] std::vector<std::uint32_t> keys_for_clients() const;

    EventLoop& loop_;
    wlr_seat& seat_;
    Seat::Events const& events_;
    KeyboardConfig config_;
    Keymap keymap_;
    Owned<wlr_keyboard_group, wlr_keyboard_group_destroy> group_;
    std::set<std::uint32_t> swallowed_; ///< keys held whose press was a binding: clients see no release either
    wlr_surface* wanted_ = nullptr;

    Slot<wlr_keyboard_key_event> key_;
    Slot<> modifiers_;
    Slot<wl_array> keys_gone_;
    Slot<> wanted_destroyed_;
};

} // namespace vitrail
