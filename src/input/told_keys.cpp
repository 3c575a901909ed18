#include "input/told_keys.hpp"

#include <span>
#include <xkbcommon/xkbcommon-keysyms.h>
#include <xkbcommon/xkbcommon.h>

namespace vitrail {

namespace {

constexpr std::uint32_t evdev_offset = 8; // xkb keycodes are evdev's plus 8

bool is_modifier(wlr_keyboard const& keyboard, std::uint32_t keycode)
{
    xkb_keysym_t const* plain = nullptr;
    if (!keyboard.keymap || xkb_keymap_key_get_syms_by_level(keyboard.keymap, keycode + evdev_offset, 0, 0, &plain) != 1)
        return false;
    auto const keysym = plain[0];
    return (keysym >= XKB_KEY_Shift_L && keysym <= XKB_KEY_Hyper_R)
        || (keysym >= XKB_KEY_ISO_Lock && keysym <= XKB_KEY_ISO_Level5_Lock) || keysym == XKB_KEY_Mode_switch
        || keysym == XKB_KEY_Num_Lock;
}

} // namespace

void ToldKeys::pressed(wlr_keyboard const& from, std::uint32_t keycode, wl_client const* client)
{
    keys_[{&from, keycode}] = client;
}

bool ToldKeys::released(wlr_keyboard const& from, std::uint32_t keycode, wl_client const* client)
{
    auto const key = keys_.extract({&from, keycode});
    return !key.empty() && client && (key.mapped() == client || is_modifier(from, keycode));
}

std::vector<std::uint32_t> ToldKeys::known_to(wl_client const& client, wlr_keyboard const& keyboard) const
{
    std::vector<std::uint32_t> out;
    for (auto const keycode : std::span{keyboard.keycodes, keyboard.num_keycodes}) {
        auto const key = keys_.find({&keyboard, keycode});
        if (key != keys_.end() && (key->second == &client || is_modifier(keyboard, keycode)))
            out.push_back(keycode);
    }
    return out;
}

void ToldKeys::forget(wlr_keyboard const& keyboard)
{
    std::erase_if(keys_, [&](auto const& key) { return key.first.first == &keyboard; });
}

} // namespace vitrail
