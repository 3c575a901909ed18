#pragma once

#include "base/privileges.hpp"

#include <span>
#include <string_view>

namespace vitrail {

/// Who sees a global.
struct GlobalRule {
    enum class Audience { Everybody, NoSandbox, Privileged };

    std::string_view interface;
    Audience audience;
    Privilege privilege = Privilege::Count; ///< which, for Audience::Privileged
};

/// The decision on every global that Vitrail can offer, as docs/privileges.md explains.
[[nodiscard]] std::span<GlobalRule const> global_rules();

} // namespace vitrail
