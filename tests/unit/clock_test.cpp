// The frame clock against made-up displays: every flip is reported as a display with that period and cost would.

#include "made_up_display.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <functional>
#include <random>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

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

TEST_CASE("a frame begins as early as its GPU needs, which goes on after the commit")
{
    constexpr Duration period = 16'666'666ns, cpu = 1ms, gpu = 5ms;
    FrameClock clock{period};
    Display const display{period};
    Time now = start;
    int late = 0;
    for (int i = 0; i < 200; ++i) {
        auto const plan = clock.plan(now);
        auto const flip = display.flip(plan.deadline + cpu + gpu); // the display waits for the GPU
        late += i >= 10 && flip.when > plan.vblank + period / 2;
        clock.committed(plan, FrameKind::Composed, plan.deadline + cpu, gpu);
        clock.presented(flip, plan);
        now = flip.when;
    }
    CHECK(late == 0);
    CHECK(clock.cost(FrameKind::Composed) == cpu + gpu);
    CHECK(clock.margin() <= 1ms); // the display itself wants no more than it did: it is not its fault
    auto const next = clock.plan(now);
    CHECK(next.vblank - next.deadline >= cpu + gpu);
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
    CHECK(clock.stats().misses > 0);
}

namespace {

/// What happens to a clock on a made-up display: how long each frame's work takes, and how exact timestamps are.
struct Trace {
    char const* name;
    std::function<Duration(int frame)> cost;
    Duration period = 16'666'667ns;
    Duration jitter{};   ///< of timestamps, either way
    Duration wants = 200us;
    int idle_every = 0;  ///< so often three vblanks are left unused
};

struct Outcome {
    int late = 0, settled_late = 0;
    Duration mean_slack{};
};

/// 600 frames to converge, 6,000 that count.
Outcome play(Trace const& trace)
{
    FrameClock clock{16'666'667ns};
    Display const display{.period = trace.period, .wants = trace.wants};
    std::minstd_rand random{7};
    Time now = start;
    Outcome out;
    for (int i = 0; i < 6600; ++i) {
        auto const plan = clock.plan(now);
        auto const committed = plan.deadline + trace.cost(i);
        auto flip = display.flip(committed);
        bool const late = flip.when > plan.vblank + trace.period / 2;
        out.late += late;
        out.settled_late += i >= 600 && late;
        if (i >= 600)
            out.mean_slack += (flip.when - committed) / 6000;
        now = flip.when;
        if (trace.jitter > Duration::zero())
            flip.when += Duration{std::uniform_int_distribution<std::int64_t>{-trace.jitter.count(), trace.jitter.count()}(random)};
        clock.committed(plan, FrameKind::Composed, committed);
        clock.presented(flip, plan);
        if (trace.idle_every && i % trace.idle_every == 0)
            now += 3 * trace.period;
    }
    return out;
}

} // namespace

TEST_CASE("a display that latches when it likes gets every frame at once")
{
    constexpr auto period = 16'666'667ns; // a host's window: it says when to go on, not when it looks
    FrameClock clock{period};
    clock.restart(period, period);
    Display const display{period};
    std::ignore = run(clock, display, 300, 2ms);
    for (auto const after : {0ms, 3ms, 9ms, 16ms}) {
        Time const now = start + 10s + after;
        CHECK(clock.foresee(now, FrameKind::Composed).deadline == now);
    }
}

TEST_CASE("of thousand frames one at most is late, on every kind of display and work, without any setting")
{
    auto const trace = GENERATE(
        Trace{"constant", [](int) { return 3ms; }},
        Trace{"a step to the double after 600 frames, and back", [](int i) { return i > 2000 && i < 4000 ? 6ms : 3ms; }},
        Trace{"two speeds by turns", [](int i) { return i % 2 ? 2ms : 6ms; }},
        Trace{"a slow frame now and then", [](int i) { return i % 97 == 0 ? 7ms : 2ms; }},
        Trace{"59.94 Hz", [](int) { return 3ms; }, 16'683'333ns},
        Trace{"165 Hz", [](int) { return 1ms; }, 6'060'606ns},
        Trace{"unused vblanks", [](int) { return 3ms; }, 16'683'333ns, {}, 200us, 7},
        Trace{"timestamps that jitter", [](int) { return 3ms; }, 16'666'667ns, 300us},
        Trace{"a display that wants its frames 2.5 ms early", [](int) { return 3ms; }, 16'666'667ns, {}, 2500us});
    INFO(trace.name);
    auto const outcome = play(trace);
    CHECK(outcome.settled_late <= 6);
    CHECK(outcome.late <= 20);
}

TEST_CASE("a steady client waits a millisecond and a half at most between its commit and the vblank")
{
    CHECK(play({"constant", [](int) { return 3ms; }}).mean_slack <= 1500us);
}

TEST_CASE("the first pictures, which took long, cost latency for half a second only, also when work is uneven afterwards")
{
    FrameClock clock{16'666'667ns};
    Display const display{.period = 16'666'667ns};
    std::ignore = run(clock, display, 2, 40ms);
    for (int i = 0; i < 10; ++i) {
        std::ignore = run(clock, display, 20, 1ms);
        std::ignore = run(clock, display, 1, 3ms + i * 300us);
    }
    CHECK(clock.cost(FrameKind::Composed) <= 6ms);
}

TEST_CASE("latency comes back within 30 frames after a load has gone")
{
    FrameClock clock{16'666'667ns};
    Display const display{.period = 16'666'667ns};
    std::ignore = run(clock, display, 100, 8ms);
    std::ignore = run(clock, display, 30, 2ms);
    CHECK(clock.cost(FrameKind::Composed) <= 2ms);
}

TEST_CASE("one stall of the machine costs a frame, and a few milliseconds of latency for a while")
{
    FrameClock clock{16'666'667ns};
    Display const display{.period = 16'666'667ns};
    std::ignore = run(clock, display, 100, 1ms);
    CHECK(run(clock, display, 1, 12ms + 5ms) == 1);
    CHECK(run(clock, display, 29, 1ms) == 0);
    auto const now = display.flip(start + 10s).when + 1us;
    auto const plan = clock.foresee(now);
    CHECK(plan.vblank - plan.deadline > 3ms);
    CHECK(plan.vblank - plan.deadline < 7ms);
}

TEST_CASE("a frame that is only committed waits for less than one that is painted")
{
    FrameClock clock{16'666'667ns};
    Display const display{.period = 16'666'667ns};
    Time now = start;
    for (int i = 0; i < 60; ++i) {
        auto const kind = i % 2 ? FrameKind::Composed : FrameKind::Scanout;
        auto const plan = clock.plan(now, kind);
        auto const committed = plan.deadline + (i % 2 ? 7ms : Duration{100us});
        clock.committed(plan, kind, committed);
        now = display.flip(committed).when;
        clock.presented(display.flip(committed), plan);
    }
    auto const quick = clock.foresee(now, FrameKind::Scanout);
    auto const slow = clock.foresee(now, FrameKind::Composed);
    CHECK(quick.deadline - slow.deadline > 6ms);
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
    CHECK(clock.stats().misses == 0);
}
