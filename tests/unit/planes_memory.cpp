// What the allocator remembers, and what it therefore does not ask.

#include "planes_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Rect<OutputPx> window{100, 100, 640, 480};

std::ptrdiff_t planes_used(Assignment const& a)
{
    return std::ranges::count_if(a.placements, [](auto const& p) { return p.plane && *p.plane != cursor_plane; });
}

/// Six windows with video, each of another size, on a wallpaper.
void add_six(Desk& d)
{
    for (int i = 0; i < 6; ++i)
        d.add({(i % 3) * 300, (i / 3) * 300, 200 + 10 * i, 200});
    d.add(whole, xrgb, Memory::Shm);
}

} // namespace

TEST_CASE("clients that only swap buffers are never asked about")
{
    Desk d;
    d.add(window, nv12);
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    auto const asked = d.asked, reassigned = d.reassigned;
    d.frames(1000);
    CHECK(d.asked == asked);
    CHECK(d.reassigned == reassigned);
}

TEST_CASE("a thousand frames of pointer motion over six windows change nothing and ask nothing")
{
    Desk d{usual_caps(4)};
    d.caps.planes[0].blends = true;
    add_six(d);
    d.add_cursor();
    d.settle();
    auto const asked = d.asked, reassigned = d.reassigned;
    CHECK(planes_used(d.last) == 4);
    for (int i = 0; i < 1000; ++i) {
        d.stack.layers[0].dest.x = i - 10;
        d.stack.layers[0].dest.y = i * 7 % 800 - 20;
        d.frame();
    }
    CHECK(d.asked == asked);
    CHECK(d.reassigned == reassigned);
}

TEST_CASE("a window that is moved keeps its plane; one that is resized loses it until it has been still")
{
    Desk d;
    d.add(window);
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    auto const asked = d.asked;
    SECTION("moved")
    {
        for (int i = 0; i < 50; ++i) {
            d.move(0, {2, 1});
            REQUIRE(d.frame().placements[0].plane == over1);
        }
        CHECK(d.asked == asked);
    }
    SECTION("resized")
    {
        for (int i = 0; i < 20; ++i) {
            d.stack.layers[0].dest.width += 1;
            d.frame();
            CHECK(d.verdict(0) == Verdict::NotStableYet);
        }
        CHECK(d.asked == asked);
        d.settle();
        CHECK(d.plane(0) == over1);
    }
    SECTION("covered by something composed, it leaves its plane at once")
    {
        d.add({150, 150, 20, 20}, xrgb, Memory::Shm);
        std::ranges::rotate(d.stack.layers, d.stack.layers.end() - 1);
        d.frame();
        CHECK_FALSE(d.plane(1));
    }
}

TEST_CASE("of two windows that want the same plane it goes to the one whose client says that it is a video")
{
    bool const says_so = GENERATE(false, true);
    CAPTURE(says_so);
    Desk d{usual_caps(1)};
    d.add({0, 0, 300, 300}).content_type = says_so ? ContentType::Video : ContentType::None;
    d.add({400, 0, 320, 320});
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    CHECK(d.plane(0).has_value() == says_so);
    CHECK(d.plane(1).has_value() == !says_so);
}

TEST_CASE("fifteen pictures a second are too few for a plane, but for those of a video")
{
    bool const says_so = GENERATE(false, true);
    CAPTURE(says_so);
    Desk d;
    d.add(window).content_type = says_so ? ContentType::Video : ContentType::None;
    d.add(whole, xrgb, Memory::Shm);
    for (int i = 0; i < 120; ++i) {
        d.still = i % 4 ? std::vector<std::uint64_t>{1} : std::vector<std::uint64_t>{};
        d.frame();
    }
    CHECK(d.plane(0).has_value() == says_so);
}

TEST_CASE("a video that pauses leaves its plane, and comes back when it goes on")
{
    Desk d;
    d.add(window);
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    REQUIRE(d.plane(0) == over1);
    d.still = {1};
    d.frames(50);
    CHECK(d.plane(0) == over1);
    d.frames(15);
    CHECK(d.verdict(0) == Verdict::SlowUpdates);
    d.still = {};
    d.settle();
    CHECK(d.plane(0) == over1);
}

TEST_CASE("a video keeps its plane over a time in which nothing was shown at all")
{
    Desk d;
    d.add(window);
    d.settle();
    auto const plane = d.plane(0);
    REQUIRE(plane);
    d.now += 1h;
    CHECK(d.frame().placements[0].plane == plane);
}

TEST_CASE("six windows cost at most eight questions, two at a time, however the display answers")
{
    auto most = 6;
    SECTION("everything allowed") {}
    SECTION("two at a time") { most = 2; }
    SECTION("none") { most = 0; }
    Desk d{usual_caps(6)};
    add_six(d);
    d.answer = [&](Assignment const& a) { return planes_used(a) > most ? TestAnswer::Refused : TestAnswer::Allowed; };
    d.settle();
    CHECK(planes_used(d.last) == most);
    CHECK(d.asked <= 8);
    CHECK(d.most_at_once <= 2);
    auto const asked = d.asked;
    d.frames(1000);
    CHECK(d.asked == asked);
    CHECK_FALSE(d.planes.wants_to_explore());
}

TEST_CASE("when only one format is refused the others have planes")
{
    Desk d{usual_caps(3)};
    d.add(window, nv12);
    d.add({800, 0, 100, 100});
    d.add({800, 300, 120, 100});
    d.add(whole, xrgb, Memory::Shm);
    d.answer = [](Assignment const& a) { return a.placements[0].plane ? TestAnswer::Refused : TestAnswer::Allowed; };
    d.settle();
    CHECK(d.verdict(0) == Verdict::RefusedByTest);
    CHECK(d.plane(1));
    CHECK(d.plane(2));
}

TEST_CASE("a display that shows one picture at a time shows the one that changes most, also when that one comes later")
{
    Desk d{usual_caps(2)};
    d.add({0, 0, 100, 100});
    d.still = {d.add({200, 0, 300, 300}).id.value};
    d.add(whole, xrgb, Memory::Shm);
    d.answer = [](Assignment const& a) { return planes_used(a) > 1 ? TestAnswer::Refused : TestAnswer::Allowed; };
    d.settle();
    REQUIRE(d.plane(0));
    d.still.clear();
    d.settle();
    CHECK(d.plane(1));
    CHECK(d.verdict(0) == Verdict::RefusedByTest);
    auto const asked = d.asked;
    d.frames(100);
    CHECK(d.asked == asked);
    CHECK(d.plane(1));
}

TEST_CASE("a window that is moved over the edge of the screen keeps its plane, and the others keep theirs")
{
    Desk d;
    d.add({300, 100, 200, 200});
    d.add({800, 400, 120, 100});
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    auto const asked = d.asked;
    for (int i = 0; i < 40; ++i) {
        d.move(0, {-11, 0});
        d.frame();
        CHECK(d.plane(0));
        CHECK(d.plane(1));
    }
    CHECK(d.asked == asked);
    CHECK(d.reassigned <= 2);
}

TEST_CASE("where a display fails at its edge only what reaches over it is composed")
{
    Desk d;
    d.add({300, 100, 200, 200});
    d.add({800, 400, 120, 100});
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    d.fails = [&](Assignment const& a) { return d.stack.layers[0].dest.x < 0 && a.placements[0].plane; };
    for (int i = 0; i < 40; ++i) {
        d.move(0, {-11, 0});
        d.frame();
    }
    d.frames(150);
    CHECK(d.failed <= 2);
    CHECK(d.verdict(0) == Verdict::Quarantined);
    CHECK(d.plane(1));
}

TEST_CASE("nothing is lost when one of several videos ends")
{
    Desk d{usual_caps(3)};
    d.add(window, nv12);
    d.add({800, 0, 100, 100});
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    auto const asked = d.asked;
    auto const plane = d.plane(1);
    d.remove(0);
    for (int i = 0; i < 20; ++i)
        CHECK(d.frame().placements[0].plane == plane);
    CHECK(d.asked == asked);
}

TEST_CASE("a recording takes the planes away and gives them back without a question")
{
    Desk d;
    d.add(window);
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    auto const asked = d.asked;
    d.compose_all = Verdict::Capture;
    d.frames(100);
    CHECK_FALSE(d.plane(0));
    d.compose_all.reset();
    d.frame();
    CHECK(d.plane(0) == over1);
    CHECK(d.asked == asked);
}

TEST_CASE("after a mode set the display is asked again")
{
    Desk d;
    d.add(whole);
    d.settle();
    d.planes.forget();
    CHECK_FALSE(d.frame().placements[0].plane);
    d.settle();
    CHECK(d.plane(0) == primary);
    CHECK(d.asked == 2);
}
