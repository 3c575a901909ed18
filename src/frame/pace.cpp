#include "frame/pace.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration least_guard = 400us, most_guard = 4ms;
/// A client that takes longer to answer was not drawing: it waited for something to draw.
constexpr Duration longest_drawing = 100ms;
constexpr int first_hold = 6, longest_hold = 3600; // callbacks
constexpr int trust = 30;

} // namespace

/// What the way of an event to the client and back may take beyond the time to draw: as much as lately, within reason.
Duration Pace::guard() const
{
    return std::clamp(drawing_.guard(), least_guard, most_guard);
}

Duration Pace::needed() const { return drawing_.value() + drawing_.value() / 4; }

Time Pace::callback_time(Time flip, PictureDue due) const
{
    auto const slack = due.deadline - flip;
    auto const ahead = needed() + std::max(guard(), due.guard);
    if (!enabled_ || hold_ > 0 || !drawing_.settled() || ahead > slack * 3 / 4)
        return flip;
    return due.deadline - ahead;
}

bool Pace::awaited(Time now) const { return sent_ != Time{} && now < sent_ + needed() + guard(); }

void Pace::called_back(Time now, Time flip, PictureDue due)
{
    sent_ = now;
    latest_ = due.latest;
    overtaken_ = false;
    delayed_ = now > flip + least_guard;
    if (hold_ > 0)
        --hold_;
}

void Pace::ready(Time now)
{
    if (sent_ == Time{})
        return;
    auto const taken = now - std::exchange(sent_, Time{});
    if (taken > longest_drawing)
        return;
    if (delayed_ && (now > latest_ || overtaken_)) {
        next_hold_ = std::clamp(next_hold_ * 2, first_hold, longest_hold);
        hold_ = next_hold_;
        hits_ = 0;
    } else if (delayed_ && ++hits_ >= trust) {
        next_hold_ /= 2;
        hits_ = 0;
    }
    drawing_.add(taken);
}

} // namespace vitrail
