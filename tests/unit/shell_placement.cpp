#include "shell/placement.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace vitrail;

namespace {

using Box = Rect<Logical>;
using At = Point<Logical>;
using Extent = Size<Logical>;

constexpr Box screen{100, 50, 800, 600};

} // namespace

TEST_CASE("a window's size keeps to the limits its client names, and is never empty")
{
    CHECK(limited({50, 50}, {.min = {80, 20}, .max = {}}) == Extent{80, 50});
    CHECK(limited({500, 500}, {.min = {}, .max = {300, 0}}) == Extent{300, 500});
    CHECK(limited({-20, 0}, {}) == Extent{1, 1});
    CHECK(limited({10, 10}, {.min = {200, 0}, .max = {100, 0}}) == Extent{200, 10});
}

TEST_CASE("a pointer that holds an edge of a window changes its size by its own way")
{
    Box const start{200, 100, 300, 200};
    At const moved{30, -20};
    CHECK(resized(start, {.right = true}, moved, {}) == Extent{330, 200});
    CHECK(resized(start, {.left = true}, moved, {}) == Extent{270, 200});
    CHECK(resized(start, {.top = true}, moved, {}) == Extent{300, 220});
    CHECK(resized(start, {.bottom = true, .left = true}, moved, {}) == Extent{270, 180});
    CHECK(resized(start, {.left = true}, {900, 0}, {.min = {120, 0}}) == Extent{120, 200});
}

TEST_CASE("the edges opposite to the held ones stay where they are, whatever size the client takes")
{
    Box const start{200, 100, 300, 200};
    for (auto const size : {Extent{300, 200}, Extent{17, 5}, Extent{640, 480}}) {
        CHECK(anchored(start, {.bottom = true, .right = true}, size) == start.origin());
        auto const from_top_left = Box::at(anchored(start, {.top = true, .left = true}, size), size);
        CHECK(from_top_left.right() == start.right());
        CHECK(from_top_left.bottom() == start.bottom());
    }
}

TEST_CASE("a centred box lies in the middle, and a bigger one keeps its top left corner in sight")
{
    CHECK(centred(screen, {200, 100}) == At{400, 300});
    CHECK(centred(screen, {1000, 100}) == At{100, 300});
}

TEST_CASE("a box is brought inside by the shortest way")
{
    CHECK(kept_inside(screen, {300, 200, 100, 100}) == At{300, 200});
    CHECK(kept_inside(screen, {0, 0, 100, 100}) == At{100, 50});
    CHECK(kept_inside(screen, {880, 640, 100, 100}) == At{800, 550});
    CHECK(kept_inside(screen, {400, 400, 2000, 100}) == At{100, 400});
}

TEST_CASE("new windows open in the middle, then one below the other, and never leave the screen")
{
    std::vector<Box> open;
    for (int i = 0; i < 40; ++i) {
        Extent const size{300, 200};
        auto const box = Box::at(cascaded(screen, size, open), size);
        INFO("window " << i << " at " << box.x << "," << box.y);
        CHECK(screen.contains(box));
        if (i == 0)
            CHECK(box.origin() == centred(screen, size));
        if (i == 1)
            CHECK((box.x > open[0].x && box.y > open[0].y));
        if (i < 15)
            for (auto const& other : open)
                CHECK(box.origin() != other.origin());
        open.push_back(box);
    }
}

TEST_CASE("new windows hide nothing as long as there is room, then as little as possible, and never leave the screen")
{
    std::vector<Box> open;
    for (int i = 0; i < 12; ++i) {
        Extent const size{250, 150};
        auto const box = Box::at(least_hiding(screen, size, open), size);
        INFO("window " << i << " at " << box.x << "," << box.y);
        CHECK(screen.contains(box));
        if (i == 0)
            CHECK(box.origin() == centred(screen, size));
        if (i < 3)
            for (auto const& other : open)
                CHECK(box.intersected(other).empty());
        for (auto const& other : open)
            CHECK(box.origin() != other.origin());
        open.push_back(box);
    }
}

TEST_CASE("a window that hides others wherever it goes opens where it hides least, in a cascade if nothing is better")
{
    std::vector<Box> const wide{{100, 50, 600, 600}}; // the right strip of the screen is free
    CHECK(least_hiding(screen, {200, 100}, wide).x == 700);
    std::vector<Box> const whole{screen};
    CHECK(least_hiding(screen, {200, 100}, whole) == centred(screen, {200, 100}));
}
