#pragma once

#include "base/event_loop.hpp"

#include <cstdint>

namespace vitrail {

/// The time that input events carry: milliseconds of the monotonic clock, wrapping.
[[nodiscard]] inline std::uint32_t event_time(EventLoop const& loop)
{
    using std::chrono::milliseconds;
    return std::uint32_t(std::chrono::duration_cast<milliseconds>(loop.now().time_since_epoch()).count());
}

} // namespace vitrail
