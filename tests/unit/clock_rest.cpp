// The frame clock of a display that had nothing to show, and of one whose pictures are late.

#include "made_up_display.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("a display at rest is tried for however near its vblank is, and promises nothing by that")
{
    constexpr auto period = 16'666'667ns;
    FrameClock clock{period};
    Display const display{.period = period, .wants = 300us};
    std::ignore = run(clock, display, 300, 0ms);
    auto const missed = clock.stats().misses;
    auto const next = display.flip(start + 10s).when;
    for (auto const left : {Duration{400us}, Duration{100us}}) {
        auto const now = next + (left == 100us ? 60 : 0) * period - left;
        auto const plan = clock.plan(now, FrameKind::Scanout);
        CHECK(plan.deadline == now);
        CHECK(std::chrono::abs(plan.vblank - (now + left)) < 50us);
        clock.committed(plan, FrameKind::Scanout, now);
        auto const flip = display.flip(now);
        CHECK((flip.when > plan.vblank + period / 2) == (left == 100us)); // too late for the display
        clock.presented(flip, plan);
        auto const after = clock.foresee(flip.when + 1us);
        CHECK(after.vblank - flip.when > period / 2);
    }
    CHECK(clock.stats().misses == missed);
    auto const busy = clock.plan(next + 61 * period + 1ms);
    CHECK(clock.foresee(busy.vblank + period - 100us).vblank > busy.vblank + period * 3 / 2); // others may have a picture for that one
}

TEST_CASE("a frame waits longer for a picture that is promised, as long as it will be in time if nothing stalls")
{
    constexpr auto period = 16'666'667ns;
    FrameClock clock{period};
    Display const display{.period = period};
    for (int i = 0; i < 20; ++i) {
        std::ignore = run(clock, display, 20, 1ms);
        std::ignore = run(clock, display, 1, 3ms);
    }
    auto const plan = clock.foresee(start + 100s);
    auto const last = clock.last_begin(plan, FrameKind::Composed);
    CHECK(last > plan.deadline);
    CHECK(last <= plan.vblank - clock.cost(FrameKind::Composed) - clock.margin());
    auto const due = clock.pictures_due(start + 100s);
    CHECK(due.deadline == last);
    CHECK(due.guard == last - plan.deadline);
}
