// The frame clock against made-up displays: every flip is reported as a display with that period and cost would.

#include "output/frame_clock.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

constexpr Time start{100s};

/// A display with a period of its own that flips at the first vblank after the work is done.
struct Display {
    Duration period;
    Duration wants{}; // this much before a vblank it takes nothing more
    Time origin = start;

    Presented flip(Time committed) const
    {
        auto const n = (committed + wants - origin + period - 1ns) / period;
        return {.when = origin + n * period, .sequence = std::uint64_t(n)};
    }
};

/// Runs `frames` frames, each drawn in `cost`; gives back how many flips came later than promised.
int run(FrameClock& clock, Display const& display, int frames, Duration cost)
{
    Time now = start;
    int late = 0;
    for (int i = 0; i < frames; ++i) {
        auto const plan = clock.plan(now);
        auto const flip = display.flip(plan.deadline + cost);
        late += flip.when > plan.vblank + display.period / 2;
        clock.spent(cost);
        clock.presented(flip, plan);
        now = flip.when;
    }
    return late;
}

} // namespace

TEST_CASE("a deadline is never in the past and never after its vblank")
{
    FrameClock clock{16'666'666ns};
    Display const display{16'666'666ns};
    Time now = start;
    for (int i = 0; i < 200; ++i) {
        auto const plan = clock.plan(now);
        CHECK(plan.deadline >= now);
        CHECK(plan.deadline < plan.vblank);
        clock.presented(display.flip(plan.deadline), plan);
        now = plan.vblank + 3ms;
    }
}

TEST_CASE("no vblank is promised to two frames")
{
    FrameClock clock{10ms};
    Display const display{10ms};
    std::ignore = run(clock, display, 3, 0ms);
    auto const now = start + 33ms;
    auto const first = clock.plan(now);
    auto const second = clock.plan(now);
    CHECK(second.vblank - first.vblank == 10ms);
}

TEST_CASE("the true period of a display is found")
{
    auto const period = GENERATE(16'683'333ns, 16'666'666ns, 6'944'444ns, 8'333'333ns);
    FrameClock clock{period == 16'683'333ns ? 16'666'666ns : period};
    std::ignore = run(clock, Display{period}, 200, 1ms);
    CHECK(std::chrono::abs(clock.period() - period) < 2us);
}

TEST_CASE("after an idle hour the next vblank is still predicted")
{
    FrameClock clock{16'666'666ns};
    Display const display{16'666'666ns};
    std::ignore = run(clock, display, 60, 1ms);
    auto const plan = clock.plan(start + 1s + 7ms);
    auto const exact = display.flip(start + 1s + 7ms).when;
    auto const error = (plan.vblank - exact) % clock.period();
    CHECK(std::min(std::chrono::abs(error), clock.period() - std::chrono::abs(error)) < 100us);
}

TEST_CASE("work that suddenly takes longer loses frames for half a second at most")
{
    FrameClock clock{16'666'666ns};
    Display const display{16'666'666ns};
    std::ignore = run(clock, display, 100, 1ms);
    std::ignore = run(clock, display, 30, 8ms);
    CHECK(run(clock, display, 200, 8ms) == 0);
}

TEST_CASE("a display that wants its frames early gets them early")
{
    FrameClock clock{16'666'666ns};
    Display const display{.period = 16'666'666ns, .wants = 4ms};
    std::ignore = run(clock, display, 60, 1ms);
    CHECK(run(clock, display, 60, 1ms) <= 2);
    CHECK(clock.misses() > 0);
}

TEST_CASE("a dropped frame teaches the clock nothing")
{
    FrameClock clock{10ms};
    Display const display{10ms};
    std::ignore = run(clock, display, 20, 1ms);
    auto const period = clock.period();
    auto const plan = clock.plan(start + 210ms);
    clock.presented({.shown = false, .when = start + 900ms}, plan);
    CHECK(clock.period() == period);
    CHECK(clock.misses() == 0);
}
