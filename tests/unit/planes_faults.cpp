// Displays that fail to show what they have allowed.

#include "planes_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Rect<OutputPx> window{100, 100, 640, 480};

std::ptrdiff_t planes_used(Assignment const& a)
{
    return std::ranges::count_if(a.placements, [](auto const& p) { return p.plane && *p.plane != cursor_plane; });
}

void run_for(Desk& d, Duration time)
{
    for (auto const end = d.now + time; d.now < end;)
        d.frame();
}

} // namespace

TEST_CASE("a combination that failed once is left in peace for five seconds")
{
    Desk d{usual_caps(0)};
    d.add(whole);
    bool broken = true;
    d.fails = [&](Assignment const& a) { return broken && planes_used(a) > 0; };
    d.settle();
    CHECK(d.failed == 1);
    CHECK(d.verdict(0) == Verdict::Quarantined);
    broken = false;
    run_for(d, 4s);
    CHECK(d.verdict(0) == Verdict::Quarantined);
    run_for(d, 2s);
    CHECK(d.plane(0) == primary);
    SECTION("and tried at once after a mode set")
    {
        broken = true;
        d.frame();
        broken = false;
        d.planes.forget();
        d.settle();
        CHECK(d.plane(0) == primary);
    }
}

TEST_CASE("a display that always fails is tried ever more seldom")
{
    Desk d{usual_caps(0)};
    d.add(whole);
    d.fails = [](Assignment const& a) { return planes_used(a) > 0; };
    run_for(d, 30s);
    CHECK(d.failed <= 3); // at once, after 5 and 10 seconds
    auto const before = d.failed;
    run_for(d, 10min);
    CHECK(d.failed - before <= 6); // 20, 40, 80, 160, then every five minutes
    CHECK(d.failed > before);
}

TEST_CASE("when one format fails the others have planes within seconds")
{
    Desk d{usual_caps(3)};
    d.add(window, nv12);
    d.add({800, 0, 100, 100});
    d.add({800, 300, 120, 100});
    d.add(whole, xrgb, Memory::Shm);
    d.fails = [](Assignment const& a) { return a.placements[0].plane.has_value(); };
    run_for(d, 3s);
    CHECK(d.verdict(0) == Verdict::Quarantined);
    CHECK(d.plane(1));
    CHECK(d.plane(2));
    CHECK(d.failed <= 2);
}

TEST_CASE("when too many planes fail together as many as work are used")
{
    Desk d{usual_caps(6)};
    for (int i = 0; i < 6; ++i)
        d.add({(i % 3) * 300, (i / 3) * 300, 200 + 10 * i, 200});
    d.add(whole, xrgb, Memory::Shm);
    d.fails = [](Assignment const& a) { return planes_used(a) > 3; };
    run_for(d, 10s);
    CHECK(planes_used(d.last) == 3);
    CHECK(d.failed <= 6);
    auto const before = d.failed;
    run_for(d, 60s);
    CHECK(d.failed - before <= 6);
    CHECK(planes_used(d.last) == 3);
}

TEST_CASE("a cursor plane that fails is not used, and the cursor is composed")
{
    Desk d;
    d.add_cursor();
    d.add(window, xrgb, Memory::Shm);
    d.fails = [](Assignment const& a) { return a.placements[0].plane.has_value(); };
    d.frame();
    CHECK(d.failed == 1);
    d.stack.layers[0].dest.x += 10;
    d.frames(100);
    CHECK(d.verdict(0) == Verdict::Quarantined);
    CHECK(d.failed == 1);
    d.fails = [](auto&) { return false; };
    run_for(d, 5s);
    CHECK(d.plane(0) == cursor_plane);
}

TEST_CASE("a cursor that cannot be shown with a scaled picture on the primary plane keeps its plane")
{
    Desk d{usual_caps(0)};
    d.add(whole).source = {0, 0, 640, 480};
    d.settle();
    REQUIRE(d.plane(0) == primary);
    auto const broken = [](Assignment const& a) { return a.placements[0].plane && a.placements[1].plane; };
    d.fails = broken;
    d.answer = [&](Assignment const& a) { return broken(a) ? TestAnswer::Refused : TestAnswer::Allowed; };
    d.add_cursor();
    run_for(d, 2s);
    CHECK(d.plane(0) == cursor_plane);
    CHECK_FALSE(d.plane(1));
    CHECK(d.failed == 1);
}
