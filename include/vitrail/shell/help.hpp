#pragma once

#include "shell/bindings.hpp"
#include "shell/card.hpp"

#include <span>

namespace vitrail {

/// All keys and what they do, for who wants to know; what differs by a digit only is one line.
/// Without those that say so themselves, such as a key for the volume.
[[nodiscard]] Card help_card(std::span<Binding const> bindings);

/// What is wrong in the configuration file, for who has just written it.
[[nodiscard]] Card findings_card(std::span<std::string const> findings);

} // namespace vitrail
