#pragma once

#include "input/guest_seat.hpp"

#include <algorithm>

namespace vitrail {

/// A keyboard of a guest.
class GuestSeat::Keyboard {
public:
    Keyboard(GuestSeat& seat, wlr_keyboard& keyboard)
        : seat_{seat}
        , keyboard_{keyboard}
    {
        key_.connect<&Keyboard::on_key>(this, keyboard.events.key);
        modifiers_.connect<&Keyboard::on_modifiers>(this, keyboard.events.modifiers);
        destroyed_.connect<&Keyboard::on_destroyed>(this, keyboard.base.events.destroy);
    }

private:
    void on_key(wlr_keyboard_key_event* event) { seat_.key(keyboard_, *event); }
    void on_modifiers() { seat_.modifiers(keyboard_); }
    void on_destroyed()
    {
        auto& seat = seat_;
        seat.told_.forget(keyboard_);
        std::erase_if(seat.keyboards_, [this](auto const& entry) { return entry.get() == this; });
        seat.update_capabilities();
    }

    GuestSeat& seat_;
    wlr_keyboard& keyboard_;
    Slot<wlr_keyboard_key_event> key_;
    Slot<> modifiers_, destroyed_;
};

/// A pointer of a guest: its cursor hears of what is done with it.
class GuestSeat::Pointer {
public:
    Pointer(GuestSeat& seat, wlr_pointer& pointer)
        : seat_{seat}
    {
        destroyed_.connect<&Pointer::on_destroyed>(this, pointer.base.events.destroy);
    }

private:
    void on_destroyed()
    {
        auto& seat = seat_;
        seat.release_all();
        std::erase_if(seat.pointers_, [this](auto const& entry) { return entry.get() == this; });
        seat.update_capabilities();
    }

    GuestSeat& seat_;
    Slot<> destroyed_;
};

} // namespace vitrail
