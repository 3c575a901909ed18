// When to start work for the next vblank.
//
//        last flip                deadline        vblank
//           │                        │               │
//     ──────┼────────────────────────┼───────────────┼──────▶ time
//           │◀────── slack: clients draw ─▶│◀ cost + margin ▶│
//
// Phase and period come from flip timestamps, through a filter of second order: a share of each prediction's error
// corrects the phase, a smaller one the period. So 59.94 Hz is found though the mode says 60, jitter is averaged, and a
// vblank that nobody used moves nothing.
//
// `cost` is what our own work takes, from the planned deadline to the commit, so that a late wake-up counts too, and on
// until the GPU is done with it; frames that must be painted and frames that need not have their own. `guard` comes on top
// where single frames took longer lately, a quarter of a period at most: a machine that stalled does it again. A picture that
// is promised for the frame may come as late as the guard's end: it is as good against what holds the client up. `margin`
// is what the display wants. Nobody knows it: it grows when a frame comes late that was committed a whole margin
// before its vblank, and shrinks again after ten seconds without a miss, but not below what has lost a frame before.
//
// Example: 60 Hz, composing takes 2 ms, margin 1 ms: the deadline is 3 ms before the vblank, and a client that draws in
// 1 ms sees its picture 4 ms after it began.

#include "output/frame_clock.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_margin = 1ms, miss_step = 500us;
constexpr Duration most_guard = 4ms; // against stalls of the machine
constexpr int trust = 600;       // frames without a miss before less margin is tried
constexpr int forgive = 10'000;  // ... before a margin that lost a frame is tried again

/// What a frame is begun earlier by, against stalls.
Duration guard_of(CostEstimate const& estimate, Duration period)
{
    return std::min(estimate.guard(), std::min(most_guard, period / 4));
}

/// How long before its vblank a frame begins.
Duration lead_of(CostEstimate const& estimate, Duration margin, Duration period)
{
    return std::min(std::min(estimate.value() + guard_of(estimate, period), period * 3 / 4) + margin, period * 15 / 16);
}

} // namespace

FrameClock::FrameClock(Duration nominal_period) { restart(nominal_period); }

void FrameClock::restart(Duration nominal_period, Duration least_margin)
{
    period_ = nominal_period > Duration::zero() ? nominal_period : Duration{1'000'000'000 / 60};
    for (auto& cost : costs_)
        cost.forget();
    least_margin_ = least_margin;
    margin_ = std::max(first_margin, least_margin);
    known_bad_ = {};
    phase_ = {};
    last_planned_ = {};
    ahead_ = {};
    tried_ = false;
    hits_ = 0;
}

/// Is known when vblanks are, and do they matter? A host latches its window when it likes.
bool FrameClock::by_vblanks() const { return phase_ != Time{} && least_margin_ <= period_ * 7 / 8; }

FramePlan FrameClock::foresee(Time now, FrameKind kind) const
{
    if (!by_vblanks()) // any moment is as good as another
        return {.deadline = now, .vblank = now + period_};
    auto const lead = lead_of(estimate(kind), margin_, period_);
    // The first vblank that can be met if the work takes as long as usual (whoever is late already loses nothing by
    // trying) and that was not promised to an earlier frame (half a period of tolerance: predictions of the same vblank
    // differ by a little). At rest the display's own margin is not kept either: nobody else has a picture to lose.
    bool const at_rest = now - last_planned_ > period_ * 2;
    auto const after_rest = std::min(estimate(kind).usual(), period_ * 3 / 4);
    auto const earliest = std::max(now + (at_rest ? after_rest : shortest_lead(kind)), last_planned_ + period_ / 2);
    auto const periods = std::max<std::int64_t>(1, (earliest - phase_ + period_ - 1ns) / period_);
    auto const vblank = phase_ + periods * period_;
    return {.deadline = std::max(now, vblank - lead), .vblank = vblank};
}

/// How long before its vblank a frame may begin if all goes as usual.
Duration FrameClock::shortest_lead(FrameKind kind) const
{
    return std::min(estimate(kind).usual(), period_ * 3 / 4) + std::min(margin_, least_margin_);
}

Time FrameClock::last_begin(FramePlan const& plan, FrameKind kind) const
{
    auto const& cost = estimate(kind);
    return by_vblanks() ? std::max(plan.deadline, plan.vblank - lead_of(cost, margin_, period_) + guard_of(cost, period_)) : plan.deadline;
}

PictureDue FrameClock::pictures_due(Time now, FrameKind kind) const
{
    auto const plan = foresee(now, kind);
    auto const deadline = last_begin(plan, kind);
    return {.deadline = deadline,
            .latest = std::max(deadline, plan.vblank - shortest_lead(kind)),
            .guard = deadline - plan.deadline};
}

FramePlan FrameClock::replan(FramePlan const& plan, Time now, FrameKind kind) const
{
    auto const lead = lead_of(estimate(kind), margin_, period_);
    return {.deadline = std::max(now, std::min(plan.deadline, plan.vblank - lead)), .vblank = plan.vblank};
}

FramePlan FrameClock::plan(Time now, FrameKind kind)
{
    auto const plan = foresee(now, kind);
    if (phase_ != Time{})
        last_planned_ = plan.vblank;
    return plan;
}

void FrameClock::take_back(FramePlan const& plan)
{
    if (last_planned_ == plan.vblank)
        last_planned_ -= period_;
}

void FrameClock::committed(FramePlan const& plan, FrameKind kind, Time now, Duration gpu)
{
    tried_ = plan.vblank - plan.deadline < shortest_lead(kind);
    auto const ready = now + gpu;
    auto const taken = std::clamp(ready - plan.deadline, Duration::zero(), period_ * 2);
    costs_[std::size_t(kind)].add(taken);
    ahead_ = plan.vblank - ready;
    stats_.slack += (ahead_ - stats_.slack) / 16;
}

void FrameClock::presented(Presented const& flip, FramePlan const& planned)
{
    if (!flip.shown)
        return;
    if (flip.refresh > Duration::zero() && std::chrono::abs(flip.refresh - period_) > period_ / 8) {
        period_ = flip.refresh; // another mode, or a variable rate: learn anew
        phase_ = {};
    }
    if (phase_ != Time{} && !tried_) {
        ++stats_.flips;
        learn_margin(flip.when - planned.vblank);
    }
    learn_phase(flip.when);
}

void FrameClock::learn_phase(Time flip)
{
    auto const periods = phase_ == Time{} ? 0 : (flip - phase_ + period_ / 2) / period_;
    auto const predicted = phase_ + periods * period_;
    auto const error = flip - predicted;
    // After a long pause even a good period has drifted: the phase is taken as it is.
    if (periods < 1 || periods > 60 || std::chrono::abs(error) > period_ / 4) {
        phase_ = flip;
        return;
    }
    phase_ = predicted + error / 2;
    period_ += error / 8 / periods;
}

void FrameClock::learn_margin(Duration late)
{
    if (late <= period_ / 2) {
        if (++hits_ > forgive)
            known_bad_ -= known_bad_ / 1024;
        if (hits_ > trust)
            margin_ = std::max({margin_ - margin_ / 128, least_margin_, known_bad_ + miss_step / 2});
        return;
    }
    ++stats_.misses;
    hits_ = 0;
    // Committed within the margin, the frame was late before the display had it: we began late, or the work took longer
    // than planned, which the cost knows by now. And against a stall that loses several vblanks no margin helps.
    if (ahead_ < margin_ || late > period_ * 5 / 2) {
        ++stats_.overruns;
        return;
    }
    known_bad_ = std::max(known_bad_, std::min(margin_, period_ / 2));
    margin_ = std::max(margin_, std::min(margin_ + std::max(miss_step, margin_ / 2), period_ / 2));
}

} // namespace vitrail
