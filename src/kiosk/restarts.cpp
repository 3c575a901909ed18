#include "kiosk/restarts.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr double shortest_part = 0.75, longest_part = 1.25; // of the wait

} // namespace

Duration Restarts::ended(Duration ran, KioskConfig const& policy)
{
    if (ran >= policy.healthy_after)
        failures_ = 0;
    auto wait = policy.restart_wait;
    for (int i = 0; i < failures_ && wait < policy.longest_wait; ++i)
        wait *= 2;
    ++failures_;
    wait = std::min(wait, policy.longest_wait);
    std::uniform_real_distribution<> part{shortest_part, longest_part};
    return std::chrono::duration_cast<Duration>(wait * part(random_));
}

} // namespace vitrail
