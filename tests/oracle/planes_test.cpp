// What is on a plane looks as if it were composed: the same client on two screens, of which one uses its planes, gives the
// same pixels at every refresh of random scenes in which windows draw and move. The seed is VITRAIL_SEED; VITRAIL_FULL=1
// plays 1000 scenes, otherwise 40.

#include "compare.hpp"
#include "output/output.hpp"
#include "own_stage.hpp"
#include "script.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <format>
#include <map>
#include <print>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// How often layers went which way, over all refreshes.
class Tally {
public:
    void count(Output const& output)
    {
        for (auto const& row : output.placements().rows())
            if (row.memory == Memory::Shm)
                ++ways_[{row.placement.verdict, row.path}];
    }
    [[nodiscard]] int of(Verdict verdict) const
    {
        int out = 0;
        for (auto const& [way, times] : ways_)
            out += way.first == verdict ? times : 0;
        return out;
    }
    /// A comment in TAP.
    void print() const
    {
        for (auto const& [way, times] : ways_)
            std::println("# {:7} times {}{}", times, name_of(way.first), way.second == Path::Below ? ", below" : "");
    }

private:
    std::map<std::pair<Verdict, Path>, int> ways_;
};

/// Two screens that show the same.
struct Twins {
    OwnStage planes, composed;

    Twins() { composed.server().output().use_planes(PlaneUse::None); }
    /// Where they differ one refresh later.
    [[nodiscard]] std::string refresh()
    {
        auto const picture = planes.refresh();
        return difference(picture, composed.refresh(), planes);
    }
};

} // namespace

TEST_CASE("planes show what composition would, at every refresh of random scenes")
{
    constexpr int rounds = 6, refreshes = 20;
    Tally tally;
    for (int scene = 0; scene < scene_count(40, 1000); ++scene) {
        Twins twins;
        Script script{twins.planes, twins.composed, first_seed() * 1000 + unsigned(scene), Looks::MostlyPlain};
        for (int round = 0; round < rounds; ++round) {
            script.step();
            script.rush(refreshes, [&] {
                if (auto const found = twins.refresh(); !found.empty())
                    FAIL(std::format("seed {}, scene {}, round {}: {}\n{}", first_seed(), scene, round, found, script.log()));
                tally.count(twins.planes.server().output());
            });
        }
    }
    tally.print();
    auto const missed = tally.of(Verdict::BelowComposed) + tally.of(Verdict::NoFreePlane) + tally.of(Verdict::RefusedByTest)
        + tally.of(Verdict::TooManyQuestions);
    CHECK(tally.of(Verdict::OnPlane) > missed); // of what could have one, at least half has a plane
}
