// Who gets which plane, in the arrangements that people have.

#include "planes_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Rect<OutputPx> window{100, 100, 640, 480};
constexpr Rect<OutputPx> panel{100, 500, 640, 60};

/// A primary plane that can be lifted over others.
DisplayCaps with_underlay(int overlays = 2)
{
    auto out = usual_caps(overlays);
    out.planes[0].blends = true;
    for (auto& p : out.planes)
        if (p.type != PlaneType::Cursor)
            p.zpos_min = 0, p.zpos_max = 8;
    return out;
}

} // namespace

TEST_CASE("a picture that fills the screen is all that the display reads, with the cursor on its plane")
{
    Desk d;
    d.add_cursor();
    d.add(whole);
    d.settle();
    CHECK(d.plane(0) == cursor_plane);
    CHECK(d.plane(1) == primary);
    CHECK_FALSE(d.last.needs_composition());
    CHECK(d.asked == 1);
}

TEST_CASE("a film smaller than the screen needs no composition either, if the display can show it alone")
{
    Desk d;
    d.add({0, 96, 1024, 576}, nv12);
    SECTION("on black") {}
    SECTION("on a black rectangle") { d.add_color(whole, {0, 0, 0, 1}); }
    SECTION("on a display that cannot")
    {
        d.answer = [](Assignment const& a) { return a.composed ? TestAnswer::Allowed : TestAnswer::Refused; };
        d.settle();
        CHECK(d.plane(0) == over1);
        CHECK(d.last.composed == primary);
        return;
    }
    d.settle();
    CHECK(d.plane(0) == primary);
    CHECK_FALSE(d.last.needs_composition());
}

TEST_CASE("a window with video is shown above what is composed")
{
    Desk d;
    d.add(window, nv12);
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    CHECK(d.plane(0) == over1);
    CHECK(d.last.path(0) == Path::Above);
    CHECK(d.last.composed == primary);
}

TEST_CASE("a panel on a video is put on a plane for the video's sake, though it never changes")
{
    Desk d;
    d.add_cursor();
    d.add(panel, argb);
    d.add(window, nv12);
    d.add(whole, xrgb, Memory::Shm);
    d.still = {2};
    d.settle();
    CHECK(d.plane(0) == cursor_plane);
    CHECK(d.plane(1) == over2);
    CHECK(d.plane(2) == over1);
    SECTION("and composed when the video is gone")
    {
        d.remove(2);
        d.frame();
        CHECK(d.verdict(1) == Verdict::SlowUpdates);
    }
    SECTION("if one plane is taken away, only one of them is composed")
    {
        d.caps = with_underlay(1);
        d.caps.version = 2;
        d.settle();
        CHECK_FALSE(d.plane(1));
        CHECK(d.plane(2) == over1);
        CHECK(d.last.path(2) == Path::Below);
    }
}

TEST_CASE("an opaque video is seen through a hole, below what is composed on it")
{
    Desk d{with_underlay()};
    d.add(panel, argb, Memory::Shm);
    d.add(window, nv12);
    d.add(whole, xrgb, Memory::Shm);
    SECTION("opaque")
    {
        d.settle();
        CHECK(d.last.path(1) == Path::Below);
        CHECK(d.last.placements[1].zpos < d.last.composed_zpos);
        CHECK(d.last.composed == primary);
    }
    SECTION("but not a translucent one")
    {
        d.stack.layers[1].opaque.clear();
        d.settle();
        CHECK(d.verdict(1) == Verdict::BelowComposed);
    }
    SECTION("nor on a display whose composed buffer cannot have holes")
    {
        for (auto& p : d.caps.planes)
            p.blends = false;
        d.settle();
        CHECK(d.verdict(1) == Verdict::BelowComposed);
    }
}

TEST_CASE("subtitles over a film are composed on an overlay, and the film keeps the primary plane")
{
    Desk d;
    d.add({200, 700, 600, 50}, argb, Memory::Shm);
    d.add(whole, nv12);
    d.still = {1};
    d.settle();
    CHECK(d.plane(1) == primary);
    CHECK(d.last.path(1) == Path::Below);
    CHECK(d.last.composed == over1);
    SECTION("they come and go without a question and without a frame in which the film is composed")
    {
        auto const subtitles = d.stack.layers[0];
        int const asked = d.asked;
        for (int i = 0; i < 5; ++i) {
            d.stack.layers.erase(d.stack.layers.begin());
            d.frames(20);
            CHECK(d.plane(0) == primary);
            CHECK_FALSE(d.last.needs_composition());
            d.stack.layers.insert(d.stack.layers.begin(), subtitles);
            for (int n = 0; n < 20; ++n) {
                d.frame();
                CHECK(d.plane(1) == primary);
            }
        }
        CHECK(d.asked == asked);
    }
    SECTION("they come on the primary plane when overlays were switched off meanwhile")
    {
        auto const subtitles = d.stack.layers[0];
        d.stack.layers.erase(d.stack.layers.begin());
        d.frames(20);
        d.overlays = false;
        d.frames(2);
        CHECK(d.plane(0) == primary);
        d.stack.layers.insert(d.stack.layers.begin(), subtitles);
        d.frame();
        CHECK(d.last.composed == primary);
    }
}

TEST_CASE("a cursor without a plane is composed over the film, wherever it is")
{
    Desk d;
    d.add_cursor(200);
    d.add(whole, nv12);
    d.settle();
    CHECK(d.verdict(0) == Verdict::SoftwareCursor);
    CHECK(d.plane(1) == primary);
    CHECK(d.last.composed == over1);
}

TEST_CASE("when there are not enough planes, those that change most pixels get them")
{
    Desk d{usual_caps(2)};
    d.add({0, 0, 100, 100});
    d.add({200, 0, 300, 300});
    d.add({600, 0, 200, 200});
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    CHECK(d.verdict(0) == Verdict::NoFreePlane);
    CHECK(d.plane(1));
    CHECK(d.plane(2));
}

TEST_CASE("on a display without planes for windows the one that fills the screen is shown directly")
{
    Desk d{usual_caps(0)};
    d.add(whole);
    SECTION("alone")
    {
        d.settle();
        CHECK(d.plane(0) == primary);
    }
    SECTION("not below a menu")
    {
        d.add({10, 10, 50, 50}, xrgb, Memory::Shm);
        std::swap(d.stack.layers[0], d.stack.layers[1]);
        d.settle();
        CHECK(d.verdict(1) == Verdict::BelowComposed);
    }
}

TEST_CASE("with overlays switched off only the primary and the cursor plane are used")
{
    Desk d;
    d.overlays = false;
    d.add_cursor();
    d.add(whole);
    d.settle();
    CHECK(d.plane(0) == cursor_plane);
    CHECK(d.plane(1) == primary);
}

TEST_CASE("a wallpaper that fills the screen stays composed while windows lie on it")
{
    Desk d;
    d.add(window, xrgb, Memory::Shm);
    d.add(whole);
    d.still = {1, 2};
    d.settle();
    CHECK(d.asked == 0);
    CHECK_FALSE(d.plane(1));
}

TEST_CASE("a display that reads shared memory shows it directly")
{
    Desk d;
    d.caps.shows_shm = true;
    d.add(whole, xrgb, Memory::Shm);
    d.settle();
    CHECK(d.plane(0) == primary);
}

TEST_CASE("nothing to show is composed: the background must be painted")
{
    Desk d;
    CHECK(d.frame().composed == primary);
}
