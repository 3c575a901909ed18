#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

namespace vitrail {

using Duration = std::chrono::nanoseconds;

/// CLOCK_MONOTONIC, or the virtual clock of a test loop (see `EventLoop`): both count nanoseconds from some start.
/// Nothing but `EventLoop` reads a clock; everybody else is handed a `Time`.
struct MonotonicClock {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<MonotonicClock>;
    static constexpr bool is_steady = true;
};

using Time = MonotonicClock::time_point;

[[nodiscard]] inline timespec to_timespec(Time t)
{
    auto const ns = t.time_since_epoch().count();
    return {.tv_sec = static_cast<time_t>(ns / 1'000'000'000), .tv_nsec = static_cast<long>(ns % 1'000'000'000)};
}

[[nodiscard]] inline Time from_timespec(timespec const& t)
{
    return Time{std::chrono::seconds{t.tv_sec} + Duration{t.tv_nsec}};
}

} // namespace vitrail
