#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// What reaches beyond a program's own windows. docs/privileges.md tells the protocols of each.
enum class Privilege { Capture, Clipboard, Input, Panels, Lock, Windows, Displays, Idle, Count };

/// As the configuration calls them, in their order.
inline constexpr std::array<std::string_view, std::size_t(Privilege::Count)> privilege_names{
    "capture", "clipboard", "input", "panels", "lock", "windows", "displays", "idle"};

using Privileges = std::bitset<std::size_t(Privilege::Count)>;

[[nodiscard]] inline Privileges all_privileges() { return Privileges{}.set(); }

/// Who may use a privilege.
struct Trusted {
    static constexpr std::string_view everybody = "all"; ///< that is in no sandbox

    /// Of programs in no sandbox their executable files; of those in one the names that their sandboxes give them;
    /// `everybody`. Empty: nobody.
    std::vector<std::string> programs;

    [[nodiscard]] bool has(std::string_view program) const { return std::ranges::contains(programs, program); }
    friend bool operator==(Trusted const&, Trusted const&) = default;
};

/// Who may use what ([privileges] of the configuration). Nothing: nobody said; then everybody in a desktop, nobody in a kiosk.
struct PrivilegeRules {
    std::array<std::optional<Trusted>, std::size_t(Privilege::Count)> trusted;
    friend bool operator==(PrivilegeRules const&, PrivilegeRules const&) = default;
};

} // namespace vitrail
