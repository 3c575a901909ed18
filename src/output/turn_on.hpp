#pragma once

#include "backend/scanout.hpp"

#include <optional>

namespace vitrail {

/// 2 for a display whose pixels are too small to read at 1, else 1. `size` is that of its mode. Unknown dimensions: 1.
[[nodiscard]] double natural_scale(Scanout& display, Size<OutputPx> size);

/// Turns the display on in the mode that the user wants, else, with a warning, in the one it prefers. False: in none.
[[nodiscard]] bool turn_on(Scanout& display, std::optional<Mode> const& wanted);

/// What the display is likely to show: the mode that the user wants, else the one it prefers.
[[nodiscard]] Size<OutputPx> expected_size(Scanout& display, std::optional<Mode> const& wanted);

} // namespace vitrail
