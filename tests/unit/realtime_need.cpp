#include "../../src/realtime_need.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace std::chrono_literals;

namespace {

/// A loop that is looked at as often as one that makes 60 frames a second, each with two wake-ups.
class Loop {
public:
    /// For so long each wake-up waits so long and takes so long. When there was a need first, and for how long.
    std::optional<std::pair<Duration, Duration>> works(Duration span, Duration wait, Duration work = 100us, int slices = 30)
    {
        for (auto const begun = now_; now_ - begun < span;) {
            now_ += 250ms;
            counted_.ran += work * slices;
            counted_.waited += wait * slices;
            counted_.slices += std::uint64_t(slices);
            if (auto const until = need_.look(now_, counted_))
                return std::pair{now_ - begun, *until - now_};
        }
        return std::nullopt;
    }
    /// Nothing is to do; whatever the kernel counts.
    void rests(Duration span, Duration waited)
    {
        now_ += span;
        counted_.waited += waited;
        counted_.slices += 1;
    }

private:
    RealtimeNeed need_;
    Time now_{1000s};
    ProcessorUse counted_;
};

using Answer = std::pair<Duration, Duration>;

} // namespace

TEST_CASE("who is not held up does not run before others")
{
    Loop loop;
    CHECK_FALSE(loop.works(1h, 0us));
    CHECK_FALSE(loop.works(1h, 90us));
}

TEST_CASE("who is held up runs before others half a second later, for a second")
{
    Loop loop;
    CHECK(loop.works(1h, 200us) == Answer{500ms, 1s});
}

TEST_CASE("who works much for a second runs before others until a second later")
{
    Loop loop;
    CHECK_FALSE(loop.works(1h, 0us, 800us)); // 96 ms a second
    CHECK(loop.works(1h, 0us, 900us) == Answer{1s, 1s});
    for (int i = 0; i < 100; ++i)
        CHECK(loop.works(1h, 0us, 900us) == Answer{250ms, 1s});
    CHECK_FALSE(loop.works(1h, 0us));
    CHECK_FALSE(loop.works(750ms, 0us, 900us));
}

TEST_CASE("who never rests works much; a few waits say nothing")
{
    Loop loop;
    CHECK_FALSE(loop.works(1h, 1ms, 100us, 10));
    CHECK(loop.works(1h, 0us, 250ms, 1) == Answer{1s, 1s});
}

TEST_CASE("what was waited for long ago, or while nothing was to do, does not count")
{
    Loop loop;
    CHECK_FALSE(loop.works(1s, 10us));
    loop.rests(3s, 1s);
    CHECK_FALSE(loop.works(1h, 10us));
}

TEST_CASE("who is held up again soon runs before others twice as long each time, and no longer than ten minutes")
{
    Loop loop;
    REQUIRE(loop.works(1s, 1ms));
    Duration hold = 1s;
    for (int i = 0; i < 10; ++i) {
        loop.rests(hold, 0us);
        hold = std::min<Duration>(hold * 2, 10min);
        auto const again = loop.works(1s, 1ms);
        REQUIRE(again);
        CHECK(again->second == hold);
    }
    loop.rests(hold, 0us);
    CHECK_FALSE(loop.works(11min, 0us));
    CHECK(loop.works(1s, 1ms) == Answer{250ms, 1s});
}
