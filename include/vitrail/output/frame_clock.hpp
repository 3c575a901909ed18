#pragma once

#include "base/time.hpp"
#include "frame/cost_estimate.hpp"
#include "frame/frame.hpp"
#include "frame/pace.hpp"
#include "frame/presented.hpp"

#include <cstdint>

namespace vitrail {

/// What a frame takes from us: only a commit, or a picture to paint as well.
enum class FrameKind { Scanout, Composed };

/// How well a clock does; exact, for tests and for users who ask.
struct ClockStats {
    std::uint64_t flips = 0;  ///< that were promised a vblank
    std::uint64_t misses = 0; ///< that came later
    std::uint64_t overruns = 0; ///< of those, because our own work began late or took longer than expected
    Duration slack{};         ///< from the commit to the vblank, the mean of the last few: latency that could be saved
};

/// Predicts the next vblank of one output and when to start work for it.
///
/// The display flips at vblank whatever we do; every millisecond that we latch too early is latency, every one too
/// late is a lost frame. The clock learns both sides from what the display reports: phase and period from flip
/// timestamps, our own cost from finished frames, the display's margin from misses.
///
/// Pure: no timer, no wlroots, no system clock. Times are handed in by the caller.
class FrameClock {
public:
    static constexpr Duration default_least_margin = std::chrono::microseconds{300};

    explicit FrameClock(Duration nominal_period);

    /// When to latch for the next vblank that can still be met from `now`. The deadline is never earlier than `now`, and
    /// no two plans are for the same vblank.
    [[nodiscard]] FramePlan plan(Time now, FrameKind kind = FrameKind::Composed);
    /// The same vblank, with the deadline that another kind of frame has; not before `now`.
    [[nodiscard]] FramePlan replan(FramePlan const& plan, Time now, FrameKind kind) const;
    /// When the deadline for the next frame will be, if one is wanted; promises nothing.
    [[nodiscard]] FramePlan foresee(Time now, FrameKind kind = FrameKind::Composed) const;
    /// Until when the frame of `plan` may wait for a picture that is promised: what is kept for stalls is given up then.
    [[nodiscard]] Time last_begin(FramePlan const& plan, FrameKind kind) const;
    /// When pictures have to be ready for the frame that `foresee` tells of.
    [[nodiscard]] PictureDue pictures_due(Time now, FrameKind kind = FrameKind::Composed) const;

    /// `plan`, the last one, will not be used: its vblank may be promised again.
    void take_back(FramePlan const& plan);

    /// The frame of `plan` was committed at `now`; the work began, at the earliest, at its deadline. The GPU will go on with
    /// it for `gpu`: the display has to wait for that, so it is a part of what the frame costs.
    void committed(FramePlan const& plan, FrameKind kind, Time now, Duration gpu = {});
    /// A flip completed, for which `planned` was promised.
    void presented(Presented const& flip, FramePlan const& planned);
    /// The display has a new mode: phase and period are unknown again. `least_margin` is what it wants at the very
    /// least before its vblank (a host session: nearly a whole period, since it latches when it likes).
    void restart(Duration nominal_period, Duration least_margin = default_least_margin);

    [[nodiscard]] Duration period() const { return period_; }
    [[nodiscard]] Duration cost(FrameKind kind) const { return estimate(kind).value(); }
    [[nodiscard]] Duration margin() const { return margin_; }
    [[nodiscard]] ClockStats const& stats() const { return stats_; }

private:
    [[nodiscard]] CostEstimate const& estimate(FrameKind kind) const { return costs_[std::size_t(kind)]; }
    [[nodiscard]] bool by_vblanks() const;
    [[nodiscard]] Duration shortest_lead(FrameKind kind) const;
    void learn_phase(Time flip);
    void learn_margin(Duration late);

    Duration period_;
    CostEstimate costs_[2];
    Duration least_margin_{};
    Duration margin_;        // what the display itself wants before its vblank
    Duration known_bad_{};   // a margin that lost a frame
    Time phase_{};           // the last vblank, smoothed; zero: not known yet
    Time last_planned_{};
    Duration ahead_{};       // of its vblank, the frame that is being shown was committed
    bool tried_ = false;     // that frame was begun so late that nothing was promised
    int hits_ = 0;           // frames since the last miss
    ClockStats stats_;
};

} // namespace vitrail
