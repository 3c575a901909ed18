#include "realtime_need.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

/// Of one wake-up, on average. Undisturbed it is a few microseconds; beside a compiler on each processor some hundred.
constexpr Duration long_wait = 100us;
/// Of a processor. A desktop on a GPU takes a few hundredths; a large picture that is painted without one takes half.
constexpr int large_share = 10; // one of so many
constexpr int lasting = 4;      // looks: a program that opens is no reason
constexpr std::int64_t enough_slices = 16;
constexpr Duration least_span = 250ms, rest = 2s;
constexpr Duration first_hold = 1s, longest_hold = 10min;

} // namespace

std::optional<Time> RealtimeNeed::look(Time now, ProcessorUse const& counted)
{
    if (last_ && now - last_->when < least_span)
        return std::nullopt;
    auto const before = std::exchange(last_, Look{now, counted});
    if (!before || now - before->when > rest) {
        busy_looks_ = 0;
        return std::nullopt;
    }
    auto const slices = std::int64_t(counted.slices - before->counted.slices);
    bool const held_up = slices >= enough_slices && counted.waited - before->counted.waited >= long_wait * slices;
    bool const busy = (counted.ran - before->counted.ran) * large_share >= now - before->when;
    busy_looks_ = busy ? busy_looks_ + 1 : 0;
    if (!held_up && busy_looks_ < lasting)
        return std::nullopt;
    if (now >= until_) {
        bool const too_early = hold_ > Duration::zero() && now - until_ < hold_;
        hold_ = too_early ? std::min(hold_ * 2, longest_hold) : first_hold;
    }
    until_ = now + hold_;
    return until_;
}

} // namespace vitrail
