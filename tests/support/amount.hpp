#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace vitrail::test {

/// How often a test does what the acceptance asks `full` times: all of them with VITRAIL_FULL=1 (./dev test --full),
/// otherwise a twentieth, and `least` at least.
inline int amount(int full, int least = 1)
{
    char const* const text = std::getenv("VITRAIL_FULL");
    return text && std::strcmp(text, "1") == 0 ? full : std::max(least, full / 20);
}

/// For what is random in a test: VITRAIL_SEED, or 1.
inline unsigned first_seed()
{
    char const* const text = std::getenv("VITRAIL_SEED");
    return text ? unsigned(std::strtoul(text, nullptr, 10)) : 1;
}

} // namespace vitrail::test
