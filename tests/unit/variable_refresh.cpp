// When a display whose refreshes follow the pictures is given its frames.

#include "../../src/backend/kms/edid.hpp"
#include "output/variable_refresh.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

/// A display from 40 to 144 Hz that follows the policy, in steps of a tenth of a millisecond.
struct Panel {
    static constexpr Duration shortest = 6'944'444ns, slowest = 25ms, step = 100us;

    Panel() { rate.start(shortest, slowest, now); }

    /// Pictures come after each of these times; gives how long the longest of the last half had to wait.
    Duration play(std::vector<Duration> const& gaps)
    {
        Duration longest_wait{};
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            run_until(now + gaps[i]);
            if (!waiting)
                waiting = now;
            rate.picture_came(now);
            half = i >= gaps.size() / 2;
            longest_wait = std::max(longest_wait, std::exchange(wait, Duration::zero()));
        }
        run_until(now + shortest);
        return std::max(longest_wait, std::exchange(wait, Duration::zero()));
    }

    void run_until(Time end)
    {
        for (; now < end; now += step) {
            auto const again = rate.repeat_time();
            if (waiting && rate.picture_time(now) <= now)
                refresh(true);
            else if (again && *again <= now)
                refresh(false);
        }
    }

    void refresh(bool picture)
    {
        if (last)
            intervals.push_back(now - *last);
        last = now;
        if (picture && half)
            wait = std::max(wait, now - *waiting);
        if (picture)
            waiting.reset();
        rate.flipped(now, picture);
    }

    VariableRefresh rate;
    Time now{10s};
    std::optional<Time> waiting, last;
    std::vector<Duration> intervals;
    Duration wait{};
    bool half = false;
};

} // namespace

TEST_CASE("pictures that come at one moment are shown like others")
{
    Panel panel;
    std::ignore = panel.play({20ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms, 0ms});
    CHECK(panel.play(std::vector<Duration>(40, 20ms)) <= Panel::slowest);
}

TEST_CASE("pictures at any steady rate wait for nothing once the refresh has followed them")
{
    for (auto gap = 7ms; gap < 240ms; gap += gap < 60ms ? 1ms : 13ms) {
        INFO("a picture every " << gap.count() << " ms");
        Panel panel;
        CHECK(panel.play(std::vector<Duration>(80, gap)) <= 2 * Panel::step);
        auto const settled = std::span{panel.intervals}.last(10);
        CHECK(std::ranges::max(settled) < Panel::slowest);
    }
}

TEST_CASE("pictures that come a little unevenly wait for nothing either, and none is shown again for it")
{
    std::mt19937 random{1};
    std::uniform_int_distribution<int> some{-1000, 1000};
    std::vector<Duration> gaps;
    for (int i = 0; i < 400; ++i)
        gaps.push_back(16ms + some(random) * 1us);
    Panel panel;
    CHECK(panel.play(gaps) <= 2 * Panel::step);
    CHECK(panel.intervals.size() <= gaps.size() + 10);
}

TEST_CASE("whatever pictures do, no two times between refreshes differ by more than a quarter")
{
    std::mt19937 random{2};
    Panel panel;
    for (int i = 0; i < 300; ++i) {
        std::vector<Duration> const gaps(1 + random() % 20, std::chrono::microseconds{2000 + random() % 100'000});
        panel.play(gaps);
    }
    for (std::size_t i = 1; i < panel.intervals.size(); ++i) {
        auto const before = panel.intervals[i - 1], now = panel.intervals[i];
        INFO("after " << i << " refreshes: " << before.count() << " ns, then " << now.count() << " ns");
        CHECK(now <= before * 5 / 4 + Panel::step);
        CHECK(now >= before * 4 / 5 - Panel::step);
    }
    CHECK(std::ranges::max(panel.intervals) < Panel::slowest);
    CHECK(std::ranges::min(panel.intervals) >= Panel::shortest);
}

TEST_CASE("when pictures rest so does the display, after its rate has come down")
{
    Panel panel;
    panel.play(std::vector<Duration>(20, 7ms));
    panel.run_until(panel.now + 600ms);
    auto const refreshes = panel.intervals.size();
    CHECK(panel.intervals.back() >= Panel::slowest * 3 / 4);
    panel.run_until(panel.now + 10s);
    CHECK(panel.intervals.size() == refreshes);
    CHECK(panel.rate.picture_time(panel.now) == panel.now); // the next one is shown at once
}

TEST_CASE("what is not the leading picture waits for it while it moves, and has a rate of its own while it rests")
{
    Panel panel;
    panel.play(std::vector<Duration>(40, 16ms));
    CHECK(panel.rate.other_time(panel.now) == *panel.rate.repeat_time());
    panel.run_until(panel.now + 10s);
    std::vector<Duration> between;
    for (Time before = panel.now; between.size() < 60; before = panel.now) {
        panel.now = panel.rate.other_time(panel.now);
        panel.rate.flipped(panel.now, false);
        between.push_back(panel.now - before);
    }
    CHECK(between.back() == VariableRefresh::pointer_pace);
    CHECK(std::ranges::min(std::span{between}.subspan(1)) >= VariableRefresh::pointer_pace);
}

TEST_CASE("a display says in its EDID how slowly it can refresh")
{
    std::array<std::byte, 128> edid{};
    CHECK_FALSE(longest_refresh_of(edid));
    CHECK_FALSE(longest_refresh_of(std::span{edid}.first(60)));
    auto const limits = [&](unsigned flags, unsigned slowest) {
        edid = {};
        edid[72 + 3] = std::byte{0xfd};
        edid[72 + 4] = std::byte(flags);
        edid[72 + 5] = std::byte(slowest);
        return longest_refresh_of(edid);
    };
    CHECK(limits(0, 40) == Duration{25ms});
    CHECK(limits(2, 48) == Duration{1s} / 48);  // only the highest rate is beyond 255 Hz
    CHECK(limits(3, 45) == Duration{1s} / 300); // both are
    CHECK_FALSE(limits(0, 0));
}
