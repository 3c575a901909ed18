#pragma once

#include "base/time.hpp"
#include "frame/frame.hpp"
#include "frame/presented.hpp"

namespace vitrail {

/// Predicts the next vblank of one output and when to start work for it.
///
/// The display flips at vblank whatever we do; every millisecond that we latch too early is latency, every one too
/// late is a lost frame. The clock learns both sides from what the display reports: phase and period from flip
/// timestamps, our own cost from finished frames, the display's margin from misses.
///
/// Pure: no timer, no wlroots, no system clock. Times are handed in by the caller.
class FrameClock {
public:
    static constexpr Duration default_least_margin = std::chrono::microseconds{500};

    explicit FrameClock(Duration nominal_period);

    /// When to latch for the next vblank that can still be met from `now`. The deadline is never earlier than `now`, and
    /// no two plans are for the same vblank.
    [[nodiscard]] FramePlan plan(Time now);

    /// The work for a frame took this long from the deadline to the commit.
    void spent(Duration cost);
    /// A flip completed, for which `planned` was promised.
    void presented(Presented const& flip, FramePlan const& planned);
    /// The display has a new mode: phase and period are unknown again. `least_margin` is what it wants at the very
    /// least before its vblank (a host session: nearly a whole period, since it latches when it likes).
    void restart(Duration nominal_period, Duration least_margin = default_least_margin);

    [[nodiscard]] Duration period() const { return period_; }
    [[nodiscard]] Duration cost() const { return cost_; }
    [[nodiscard]] Duration margin() const { return margin_; }
    [[nodiscard]] std::uint64_t misses() const { return misses_; }

private:
    Duration period_;
    Duration cost_{};   // decaying maximum of what frames took
    Duration least_margin_{};
    Duration margin_;   // what the display itself wants before its vblank
    Time last_flip_{};  // zero: no phase known yet
    Time last_planned_{};
    std::uint64_t misses_ = 0;
    int hits_ = 0; // frames since the last miss
};

} // namespace vitrail
