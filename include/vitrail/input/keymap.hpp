#pragma once

#include "base/owned.hpp"
#include "input/seat_config.hpp"

#include <xkbcommon/xkbcommon.h>

namespace vitrail {

using Keymap = Owned<xkb_keymap, xkb_keymap_unref>;

/// The keymap of these names; null when xkb knows none.
[[nodiscard]] Keymap compile_keymap(KeyboardConfig const& names);

/// The keymap of these names, else the user's own by XKB_DEFAULT_*, else the default one; null, after a warning with the
/// remedy, only where no keymap is installed at all.
[[nodiscard]] Keymap compile_some_keymap(KeyboardConfig const& names);

} // namespace vitrail
