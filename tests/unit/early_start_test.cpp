// When frames begin of which nothing is missing.

#include "output/early_start.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

constexpr Duration period = 16ms;
constexpr Time deadline{100s};

} // namespace

TEST_CASE("a complete frame begins at once, but half a period before its deadline at the earliest")
{
    EarlyStart const early;
    CHECK(early.begin(deadline - 3ms, deadline, period) == deadline - 3ms);
    CHECK(early.begin(deadline - 14ms, deadline, period) == deadline - 8ms);
}

TEST_CASE("where nothing ever changed while a complete frame waited, the next begins at once")
{
    EarlyStart early;
    auto at = deadline;
    auto const play = [&](int frames) {
        for (int i = 0; i < frames; ++i, at += period)
            early.begun(at - 8ms, at);
    };
    play(100);
    CHECK(early.begin(at - 14ms, at, period) == at - 8ms);
    play(30);
    CHECK(early.begin(at - 14ms, at, period) == at - 14ms);
    CHECK(early.begin(at - 20ms, at, period) == at - period);
    CHECK(early.begin(at - 14ms, at, period, false) == at - 8ms); // or clients would be called back too often

    early.surprised();
    CHECK(early.begin(at - 14ms, at, period) == at - 8ms);
    play(130);
    at += 1s; // nobody knows what comes after a rest
    CHECK(early.begin(at - 14ms, at, period) == at - 8ms);
    play(130);
    early.begun(at - 14ms, at);
    early.missed_news(at - 10ms);
    play(60);
    CHECK(early.begin(at - 14ms, at, period) == at - 8ms);
}

TEST_CASE("when something changes that could have been in the frame, frames wait for a while, and longer if it happens again")
{
    EarlyStart early;
    auto now = deadline;
    for (auto const pause : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 8000ms}) {
        CHECK(early.begin(now, now + 4ms, period) == now);
        early.begun(now, now + 4ms);
        early.missed_news(now + 1ms);
        CHECK(early.begin(now + 100ms, now + 110ms, period) == now + 110ms);
        CHECK(early.begin(now + pause - 100ms, now + pause, period) == now + pause);
        now += pause + 10ms;
    }
    now += 20s;
    early.begun(now, now + 4ms);
    early.missed_news(now + 1ms);
    CHECK(early.begin(now + 502ms, now + 506ms, period) == now + 502ms); // it had not happened for long
}

TEST_CASE("what changes too late for any frame is nobody's loss")
{
    EarlyStart early;
    early.begun(deadline - 3ms, deadline);
    early.missed_news(deadline + 1ms);
    CHECK(early.begin(deadline + 10ms, deadline + 14ms, period) == deadline + 10ms);
    early.begun(deadline + 16ms, deadline + 16ms); // it was not begun early
    early.missed_news(deadline + 17ms);
    CHECK(early.begin(deadline + 30ms, deadline + 32ms, period) == deadline + 30ms);
}
