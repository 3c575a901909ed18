#include "input/us_keys.hpp"

#include <utility>

namespace vitrail {

namespace {

bool is_letter_or_digit(std::uint32_t keysym)
{
    return (keysym >= XKB_KEY_a && keysym <= XKB_KEY_z) || (keysym >= XKB_KEY_0 && keysym <= XKB_KEY_9);
}

} // namespace

std::uint32_t UsKeys::instead_of(std::uint32_t own, std::uint32_t xkb_keycode)
{
    if (is_letter_or_digit(own))
        return XKB_KEY_NoSymbol;
    if (!std::exchange(tried_, true))
        keymap_ = compile_keymap({.layout = "us", .options = ""});
    if (!keymap_)
        return XKB_KEY_NoSymbol;
    xkb_keysym_t const* found = nullptr;
    int const count = xkb_keymap_key_get_syms_by_level(keymap_.get(), xkb_keycode, 0, 0, &found);
    return count == 1 && is_letter_or_digit(found[0]) ? found[0] : std::uint32_t{XKB_KEY_NoSymbol};
}

} // namespace vitrail
