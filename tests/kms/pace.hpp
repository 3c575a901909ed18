#pragma once

#include "client_surface.hpp"

#include <algorithm>
#include <cstdint>
#include <format>
#include <span>
#include <string>

namespace vitrail::test {

/// The longest time between two pictures of a surface, in refreshes. Those that were never shown, because a later one came
/// before their refresh, do not count.
inline double longest_wait(std::span<Feedback const> feedback)
{
    double longest = 0;
    Feedback const* before = nullptr;
    for (auto const& each : feedback) {
        if (!each.presented)
            continue;
        if (before)
            longest = std::max(longest, double(each.when_ns - before->when_ns) / each.refresh_ns);
        before = &each;
    }
    return longest;
}

/// Just above one refresh: timestamps are rounded.
constexpr double one_refresh = 1.01, two_refreshes = 2.01;

} // namespace vitrail::test
