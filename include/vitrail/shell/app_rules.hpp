#pragma once

#include <map>
#include <string>
#include <string_view>

namespace vitrail {

/// What the user wants of one application.
struct AppRule {
    bool pacing = true; ///< its frame callbacks come late enough that its pictures need not wait for the display
    friend bool operator==(AppRule const&, AppRule const&) = default;
};

/// What the user wants of applications, by their app_id (xdg-shell).
struct AppRules {
    std::map<std::string, AppRule, std::less<>> by_app_id;

    [[nodiscard]] AppRule rule_for(std::string_view app_id) const
    {
        auto const found = by_app_id.find(app_id);
        return found == by_app_id.end() ? AppRule{} : found->second;
    }
    friend bool operator==(AppRules const&, AppRules const&) = default;
};

} // namespace vitrail
