// A client and a display's frames on a machine that stalls now and then: FrameClock, Pace and EarlyStart together.

#include "frame/pace.hpp"
#include "output/early_start.hpp"
#include "output/frame_clock.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>
#include <vector>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

constexpr Duration period = 16'666'667ns;
constexpr Time start{100s};

/// A processor that does nothing for anybody at random times.
class Machine {
public:
    Machine(double stalls_a_second, Duration mean, Duration longest, unsigned seed) : random_{seed}
    {
        if (stalls_a_second == 0)
            return;
        std::exponential_distribution<> gap{stalls_a_second}, length{1.0 / double(mean.count())};
        for (Time t = start; t < start + 70s;) {
            t += Duration{std::int64_t(gap(random_) * 1e9)};
            auto const taken = std::min(Duration{std::int64_t(length(random_))}, longest);
            stalls_.push_back({t, t + taken});
            t += taken;
        }
    }
    /// When work of that length is done that begins at `t`.
    [[nodiscard]] Time done(Time t, Duration work)
    {
        work += work * std::uniform_int_distribution{0, 30}(random_) / 100;
        for (auto const& stall : stalls_) {
            if (stall.end <= t)
                continue;
            if (stall.begin >= t + work)
                break;
            work -= std::max(stall.begin - t, Duration::zero());
            t = stall.end;
        }
        return t + work;
    }

private:
    struct Stall {
        Time begin, end;
    };
    std::minstd_rand random_;
    std::vector<Stall> stalls_;
};

struct Outcome {
    int late = 0, refreshes = 0;
    Duration mean_wait{}; ///< from the client's commit to the light
};

/// A minute of a client that draws when it is called back, or, unpaced, when its last picture was shown.
Outcome play(Machine machine, bool called_back)
{
    FrameClock clock{period};
    clock.restart(period, 500us);
    Pace pace;
    EarlyStart early;
    Outcome out;
    Duration waited{};
    clock.presented({.when = start}, {start, start});
    for (Time flip = start; flip < start + 60s;) {
        auto const now = machine.done(flip, 50us);
        auto const due = clock.pictures_due(now);
        auto const called = machine.done(called_back ? std::max(now, pace.callback_time(flip, due)) : now, 30us);
        if (called_back)
            pace.called_back(called, flip, due);
        auto const ready = machine.done(called, 600us);
        pace.ready(ready);
        auto plan = clock.plan(ready);
        plan.deadline = early.begin(ready, std::max(ready, plan.deadline), period);
        auto const committed = machine.done(plan.deadline, 1200us);
        clock.committed(plan, FrameKind::Composed, committed);
        auto const number = (committed + 250us - start + period - 1ns) / period;
        Time const shown = start + number * period;
        out.late += int((shown - flip) / period) - 1;
        ++out.refreshes;
        waited += shown - ready;
        clock.presented({.when = shown, .sequence = std::uint64_t(number)}, plan);
        flip = shown;
    }
    out.mean_wait = waited / out.refreshes;
    return out;
}

} // namespace

TEST_CASE("on a machine that stalls a client loses hardly a refresh, and waits for its light half a refresh at most")
{
    auto const seed = GENERATE(1U, 2U, 3U);
    auto const [rate, mean] = GENERATE(table<double, Duration>({{0, 1ms}, {2, 500us}, {5, 500us}, {2, 1ms}, {0.3, 3ms}}));
    INFO(rate << " stalls a second, " << mean.count() / 1000 << " us");
    auto const outcome = play(Machine{rate, mean, 4ms, seed}, true);
    CAPTURE(outcome.mean_wait.count(), outcome.refreshes);
    CHECK(outcome.late <= outcome.refreshes / 250);
    CHECK(outcome.mean_wait <= 8ms);
}

TEST_CASE("a stall of some milliseconds loses nothing for a picture that was there in good time")
{
    auto const seed = GENERATE(1U, 2U, 3U);
    auto const outcome = play(Machine{2, 2ms, 6ms, seed}, false);
    CHECK(outcome.late == 0);
    CHECK(outcome.mean_wait < period);
}
