#include "shell/window_rules.hpp"

#include <fnmatch.h>

namespace vitrail {

namespace {

bool is_like(std::string_view text, std::string const& pattern)
{
    return fnmatch(pattern.c_str(), std::string{text}.c_str(), 0) == 0;
}

template <class T> void take(std::optional<T>& out, std::optional<T> const& later)
{
    if (later)
        out = later;
}

} // namespace

WindowRule WindowRules::rule_for(std::string_view app_id, std::string_view title) const
{
    WindowRule out;
    for (auto const& rule : all) {
        if (!is_like(app_id, rule.app_id) || !is_like(title, rule.title))
            continue;
        take(out.workspace, rule.workspace);
        take(out.output, rule.output);
        take(out.size, rule.size);
        take(out.position, rule.position);
        take(out.maximised, rule.maximised);
        take(out.fullscreen, rule.fullscreen);
        take(out.on_top, rule.on_top);
        take(out.floating, rule.floating);
    }
    return out;
}

} // namespace vitrail
