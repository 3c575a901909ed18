// When to start work for the next vblank.
//
//        last flip                deadline        vblank
//           │                        │               │
//     ──────┼────────────────────────┼───────────────┼──────▶ time
//           │◀────── slack: clients draw ─▶│◀ cost + margin ▶│
//
// Phase and period come from flip timestamps. The period is corrected by a small share of the error of each prediction,
// so that 59.94 Hz is found though the mode says 60, and a single late timestamp moves nothing. `cost` is the decaying
// maximum of what our own work took; `margin` is what the display wants on top: it grows with each miss and shrinks again
// only after ten seconds without one.

#include "output/frame_clock.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_margin = 1500us, miss_step = 500us;
constexpr int trust = 600; // frames without a miss before less margin is tried

} // namespace

FrameClock::FrameClock(Duration nominal_period) { restart(nominal_period); }

void FrameClock::restart(Duration nominal_period, Duration least_margin)
{
    period_ = nominal_period > Duration::zero() ? nominal_period : Duration{1'000'000'000 / 60};
    cost_ = {};
    least_margin_ = least_margin;
    margin_ = std::max(first_margin, least_margin);
    last_flip_ = {};
    last_planned_ = {};
}

FramePlan FrameClock::plan(Time now)
{
    if (last_flip_ == Time{}) // no phase yet: any moment is as good as another
        return {.deadline = now, .vblank = now + period_};
    auto const lead = std::min(cost_ + margin_, period_ * 3 / 4);
    // The first vblank that leaves room for the work and was not promised to an earlier frame (half a period of
    // tolerance: predictions of the same vblank differ by a little).
    auto const earliest = std::max(now + lead / 2, last_planned_ + period_ / 2);
    auto const periods = std::max<std::int64_t>(1, (earliest - last_flip_ + period_ - 1ns) / period_);
    auto const vblank = last_flip_ + periods * period_;
    last_planned_ = vblank;
    return {.deadline = std::max(now, vblank - lead), .vblank = vblank};
}

void FrameClock::spent(Duration cost)
{
    cost_ = std::max(cost, cost_ - cost_ / 32);
    cost_ = std::min(cost_, period_);
}

void FrameClock::presented(Presented const& flip, FramePlan const& planned)
{
    if (!flip.shown)
        return;
    if (flip.refresh > Duration::zero() && std::chrono::abs(flip.refresh - period_) > period_ / 8)
        period_ = flip.refresh; // another mode, or a variable rate: learn anew
    if (last_flip_ != Time{}) {
        auto const error = flip.when - planned.vblank;
        if (error > period_ / 2) {
            ++misses_;
            hits_ = 0;
            margin_ = std::max(margin_, std::min(margin_ + miss_step, period_ / 2));
        } else {
            if (++hits_ > trust)
                margin_ = std::max(margin_ - margin_ / 128, least_margin_);
            auto const periods = std::max<std::int64_t>(1, (flip.when - last_flip_ + period_ / 2) / period_);
            if (periods <= 4)
                period_ += ((flip.when - last_flip_) / periods - period_) / 16;
        }
    }
    last_flip_ = flip.when;
}

} // namespace vitrail
