#pragma once

#include "input/keymap.hpp"

#include <cstdint>

namespace vitrail {

/// What keys are on an American keyboard, for bindings on layouts that have no letter or digit there: the digits of a
/// French keyboard, all letters of a Russian one.
class UsKeys {
public:
    /// `own`: the key's keysym on the layout that is used. The American one for its place; XKB_KEY_NoSymbol where its own
    /// is a letter or a digit already.
    [[nodiscard]] std::uint32_t instead_of(std::uint32_t own, std::uint32_t xkb_keycode);

private:
    Keymap keymap_; // made when it is needed first
    bool tried_ = false;
};

} // namespace vitrail
