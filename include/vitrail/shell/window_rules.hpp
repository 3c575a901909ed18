#pragma once

#include "base/geometry.hpp"
#include "shell/workspaces.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// Where and how windows open whose app_id and title are like these patterns (glob(7)). What is not set is as ever.
struct WindowRule {
    std::string app_id = "*", title = "*";
    std::optional<WorkspaceId> workspace{};
    std::optional<std::string> output{};      ///< a connector, or a display's own name
    std::optional<Size<Logical>> size{};      ///< while it does not fill its output
    std::optional<Point<Logical>> position{}; ///< from the top left of its output
    std::optional<bool> maximised{}, fullscreen{}, on_top{};
    std::optional<bool> floating{};           ///< it stays out of its workspace's layout
    friend bool operator==(WindowRule const&, WindowRule const&) = default;
};

/// In the order of the file: where several fit, the later one says more.
struct WindowRules {
    std::vector<WindowRule> all;

    /// All that fits a window, as one rule.
    [[nodiscard]] WindowRule rule_for(std::string_view app_id, std::string_view title) const;
    friend bool operator==(WindowRules const&, WindowRules const&) = default;
};

} // namespace vitrail
