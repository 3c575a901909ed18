#pragma once

#include "base/privileges.hpp"
#include "section.hpp"

#include <optional>

namespace vitrail {

/// [privileges] of the configuration file. What is wrong there trusts nobody.
void read_privileges(Section& root, PrivilegeRules& out);

/// [privacy] of the configuration file: is there to be a mark? Nothing: as it is usual.
void read_privacy(Section s, std::optional<bool>& mark);

/// The privileges of a kiosk's application: "all", "none" or a list of names.
[[nodiscard]] Parsed<Privileges> parse_privileges(toml::node const& node);

} // namespace vitrail
