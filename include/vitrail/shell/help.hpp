#pragma once

#include "shell/bindings.hpp"
#include "shell/card.hpp"

#include <span>

namespace vitrail {

class Window;

/// All keys and what they do, for who wants to know; what differs by a digit only is one line.
/// Without those that say so themselves, such as a key for the volume.
[[nodiscard]] Card help_card(std::span<Binding const> bindings);

/// What to press first, for who sees an empty screen: a few keys, as far as they are bound.
[[nodiscard]] Card welcome_card(std::span<Binding const> bindings);

/// A window in a list of windows.
[[nodiscard]] CardLine line_about(Window const& window);

/// Remarks on the configuration file, for who has just written it; not too many.
[[nodiscard]] Card notice_card(std::string heading, std::span<std::string const> lines);

} // namespace vitrail
