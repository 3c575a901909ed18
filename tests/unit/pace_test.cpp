// When a client is called back: made-up clients against a display of 60 Hz.

#include "frame/pace.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <functional>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

constexpr Duration period = 16'666'667ns, lead = 2ms;

struct Outcome {
    int shown = 0, late = 0;  ///< pictures; those that came after the deadline of the refresh they were called for
    Duration mean_wait{};     ///< from the picture to its deadline
};

/// A client that draws after each callback; `frames` refreshes, of which the first 60 do not count.
Outcome play(Pace& pace, std::function<Duration(int)> const& drawing, int frames = 660)
{
    Outcome out;
    Time flip{100s}, ready{};
    for (int i = 0; i < frames; ++i, flip += period) {
        auto const deadline = flip + period - lead;
        if (ready > flip - lead)
            continue; // still drawing, or too late for this flip
        auto const sent = pace.callback_time(flip, {deadline, deadline});
        pace.called_back(sent, flip, {deadline, deadline});
        ready = sent + drawing(i);
        pace.ready(ready);
        if (i < 60)
            continue;
        ++out.shown;
        out.late += ready > deadline;
        out.mean_wait += std::max(Duration::zero(), deadline - ready) / (frames - 60);
    }
    return out;
}

} // namespace

TEST_CASE("a quick client's pictures are ready just before the deadline")
{
    Pace pace;
    auto const outcome = play(pace, [](int) { return 1ms; });
    CHECK(outcome.late == 0);
    CHECK(outcome.shown == 600);
    CHECK(outcome.mean_wait < 1ms);
}

TEST_CASE("a heavy client keeps the rate that it has without pacing")
{
    auto const drawing = GENERATE(12ms, 14ms, 15ms, 25ms, 40ms);
    Pace paced, plain;
    plain.set_enabled(false);
    CHECK(play(paced, [=](int) { return drawing; }).shown == play(plain, [=](int) { return drawing; }).shown);
}

TEST_CASE("a client with two speeds loses hardly a frame")
{
    Pace paced, plain;
    plain.set_enabled(false);
    auto const drawing = [](int i) { return i % 23 == 0 ? 9ms : 2ms; };
    auto const outcome = play(paced, drawing);
    CHECK(outcome.late <= 2);
    CHECK(outcome.shown >= play(plain, drawing).shown - 2);
}

TEST_CASE("who misses a deadline is called back right after the flip, at once and for a while, and then a little earlier")
{
    Pace pace;
    std::ignore = play(pace, [](int) { return 1ms; });
    Time const flip{200s}, deadline = flip + period - lead;
    auto const before = pace.callback_time(flip, {deadline, deadline});
    REQUIRE(before > flip + 5ms);
    pace.called_back(deadline - 2ms, flip, {deadline, deadline});
    pace.ready(deadline + 3ms);
    for (int i = 0; i < 6; ++i) {
        CHECK(pace.callback_time(flip, {deadline, deadline}) == flip);
        pace.called_back(flip, flip, {deadline, deadline});
        pace.ready(flip + 1ms);
    }
    auto const later = pace.callback_time(flip, {deadline, deadline});
    CHECK(later > flip);
    CHECK(later < before);
}

TEST_CASE("a picture that is too late for the latch but not for the vblank has lost nothing")
{
    Pace pace;
    std::ignore = play(pace, [](int) { return 1ms; });
    Time const flip{200s}, deadline = flip + period - lead;
    pace.called_back(deadline - 2ms, flip, {.deadline = deadline, .latest = deadline + 1ms});
    pace.ready(deadline + 500us);
    CHECK(pace.callback_time(flip, {deadline, deadline}) > flip);
}

TEST_CASE("after one stall of the machine a client is called back two or three milliseconds earlier, not at the flip")
{
    Pace pace;
    std::ignore = play(pace, [](int i) { return i == 600 ? 12ms : 1ms; });
    Time const flip{200s}, deadline = flip + period - lead;
    auto const ahead = deadline - pace.callback_time(flip, {deadline, deadline});
    CHECK(ahead > 3ms);
    CHECK(ahead < 6ms);
}

TEST_CASE("a stall of the machine every few seconds is not answered by an ever longer retreat")
{
    Pace pace;
    int at_flip = 0, calls = 0;
    Time flip{100s};
    for (int i = 0; i < 3000; ++i, flip += period) {
        auto const deadline = flip + period - lead;
        auto const sent = pace.callback_time(flip, {deadline, deadline});
        pace.called_back(sent, flip, {deadline, deadline});
        pace.ready(sent + (i % 150 == 149 ? 13ms : 1ms));
        if (i >= 300) {
            ++calls;
            at_flip += sent == flip;
        }
    }
    CHECK(at_flip * 10 <= calls);
}

TEST_CASE("a client whose picture was not waited for has lost a refresh, however early the picture was")
{
    Pace pace;
    std::ignore = play(pace, [](int) { return 1ms; });
    Time const flip{200s}, deadline = flip + period - lead;
    auto const sent = pace.callback_time(flip, {deadline, deadline});
    REQUIRE(sent > flip);
    pace.called_back(sent, flip, {deadline, deadline});
    CHECK(pace.promised(sent + 500us));
    pace.overtaken();
    pace.ready(sent + 1ms);
    CHECK_FALSE(pace.promised(sent + 1ms));
    CHECK(pace.callback_time(flip + period, {deadline + period, deadline + period}) == flip + period);
}

TEST_CASE("a client is awaited for as long as it may take to draw, and no longer")
{
    Pace pace;
    std::ignore = play(pace, [](int) { return 5ms; });
    Time const flip{200s};
    pace.called_back(flip, flip, {flip + period, flip + period});
    CHECK(pace.awaited(flip + 5ms));
    CHECK_FALSE(pace.promised(flip + 5ms)); // it was called back at the flip
    CHECK_FALSE(pace.awaited(flip + 12ms));
}

TEST_CASE("a client that had nothing to draw is not taken for a slow one")
{
    Pace pace;
    std::ignore = play(pace, [](int) { return 1ms; });
    Time const flip{200s};
    pace.called_back(flip, flip, {flip + period, flip + period});
    pace.ready(flip + 5s);
    CHECK(pace.drawing_time() == 1ms);
}
