#pragma once

#include "base/wlr.hpp"

#include <cstdint>

namespace vitrail {

/// What is on until it is pressed again. Whoever asks which modifiers are held does not mean these.
inline constexpr std::uint32_t caps_and_num_lock = WLR_MODIFIER_CAPS | WLR_MODIFIER_MOD2;

} // namespace vitrail
