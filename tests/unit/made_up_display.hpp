#pragma once

#include "output/frame_clock.hpp"

namespace vitrail::test {

constexpr Time start{std::chrono::seconds{100}};

/// A display with a period of its own that flips at the first vblank after the work is done.
struct Display {
    Duration period;
    Duration wants{}; // this much before a vblank it takes nothing more
    Time origin = start;

    Presented flip(Time committed) const
    {
        auto const n = (committed + wants - origin + period - Duration{1}) / period;
        return {.when = origin + n * period, .sequence = std::uint64_t(n)};
    }
};

/// Runs `frames` frames, each drawn in `cost`; gives back how many flips came later than promised.
inline int run(FrameClock& clock, Display const& display, int frames, Duration cost)
{
    Time now = start;
    int late = 0;
    for (int i = 0; i < frames; ++i) {
        auto const plan = clock.plan(now);
        auto const flip = display.flip(plan.deadline + cost);
        late += flip.when > plan.vblank + display.period / 2;
        clock.committed(plan, FrameKind::Composed, plan.deadline + cost);
        clock.presented(flip, plan);
        now = flip.when;
    }
    return late;
}

} // namespace vitrail::test
