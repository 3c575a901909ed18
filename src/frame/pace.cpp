#include "frame/pace.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration guard_step = 400us, most_guard = 2400us;
/// A client that takes longer to answer was not drawing: it waited for something to draw.
constexpr Duration longest_drawing = 100ms;
constexpr int first_hold = 30, longest_hold = 3600; // callbacks
constexpr int trust = 600;

} // namespace

Time Pace::callback_time(Time flip, Time deadline) const
{
    auto const slack = deadline - flip;
    auto const needed = drawing_.value() + drawing_.value() / 4 + guard_;
    if (!enabled_ || hold_ > 0 || !drawing_.settled() || needed > slack * 3 / 4)
        return flip;
    return deadline - needed;
}

void Pace::called_back(Time now, Time flip, Time deadline)
{
    sent_ = now;
    wanted_ = deadline;
    delayed_ = now > flip + least_guard;
    if (hold_ > 0)
        --hold_;
}

void Pace::ready(Time now)
{
    if (sent_ == Time{})
        return;
    auto const taken = now - std::exchange(sent_, Time{});
    bool const late = delayed_ && now > wanted_;
    if (late) {
        next_hold_ = std::clamp(next_hold_ * 2, first_hold, longest_hold);
        hold_ = next_hold_;
        guard_ = std::min(guard_ + guard_step, most_guard);
        hits_ = 0;
    } else if (delayed_ && ++hits_ >= trust) {
        next_hold_ = 0;
        guard_ = std::max(guard_ - guard_step, least_guard);
        hits_ = 0;
    }
    if (taken <= longest_drawing)
        drawing_.add(taken);
}

} // namespace vitrail
