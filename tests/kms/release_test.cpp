// Buffers come back to their clients once, and not while anybody may read them, whatever happens to their surfaces.

#include "control.hpp"
#include "release_party.hpp"
#include "until.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <format>
#include <thread>

using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("every buffer is given back once, and not before the flip that replaced it")
{
    int const wanted = amount(10'000);
    Vitrail vitrail;
    Control control{vitrail};
    Run run;
    std::unique_ptr<Party> parties[2];
    auto const come = [&](int i) { parties[i] = std::make_unique<Party>(run, vitrail, std::format("Virtual-{}", i + 1), i * 2); };
    come(0), come(1);
    int deaths = 0;
    auto const look = [&] {
        std::string faults;
        for (auto& party : parties)
            party->pump(), faults += party->look();
        for (auto& lent : run.gone)
            if (lent.returns() || lent.returned())
                lent.orphan(); // its buffer is not needed any more
        return faults;
    };
    auto const kept_in_the_end = [&] {
        parties[0]->finish(), parties[1]->finish();
        std::string kept;
        std::ignore = until([&] {
            ++run.turn;
            kept = look() + parties[0]->kept() + parties[1]->kept();
            for (auto const& lent : run.gone)
                if (!lent.returned())
                    kept += "of a surface that is gone: " + lent.description() + '\n';
            return kept.empty();
        }, 5s);
        return kept;
    };
    for (int drained = 0; run.commits < wanted; ++run.turn) {
        INFO("turn " << run.turn << ", sure since " << run.sure_since << ", " << run.commits << " commits, seed " << first_seed());
        if (parties[0]->output() == parties[1]->output())
            run.sure_since = run.turn + until_shown; // one hides the other
        for (int i = run.any(0, 4); i > 0; --i)
            parties[run.any(0, 1)]->act();
        if (run.one_in(40))
            control.use_planes(std::array{"all", "primary", "none"}[std::size_t(run.any(0, 2))]);
        if (run.one_in(500)) {
            int const who = run.any(0, 1);
            parties[who]->die();
            parties[who].reset();
            come(who);
            ++deaths;
        }
        REQUIRE(look() == "");
        std::this_thread::sleep_for(std::chrono::milliseconds{run.any(0, 12)});
        REQUIRE(look() == "");
        if (run.commits / 250 > drained) {
            drained = run.commits / 250;
            REQUIRE(kept_in_the_end() == "");
        }
    }
    REQUIRE(kept_in_the_end() == "");
    parties[0]->die();
    parties[0].reset(), parties[1].reset();
    CHECK(until([&] {
        for (auto& lent : run.gone)
            std::ignore = lent.returns();
        return std::ranges::all_of(run.gone, [](Lent const& l) { return l.returned() || !l.is_explicit(); });
    }));
    CHECK(vitrail.stop() == 0);
    CHECK(std::ranges::none_of(run.gone, &Lent::returned_twice));
    std::printf("%d commits (seed %u), %zu buffers of surfaces that went, %d clients died\n", run.commits, first_seed(),
                run.gone.size(), deaths);
}
