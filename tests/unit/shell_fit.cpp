#include "shell/fit.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

using Box = Rect<Logical>;
constexpr Box screen{0, 0, 1000, 600};

} // namespace

TEST_CASE("a window is pushed to halves, and from there to quarters")
{
    using enum Fit;
    struct Row {
        Fit from;
        Direction direction;
        Fit to;
    };
    for (auto const& [from, direction, to] : {
             Row{Free, Direction::Left, LeftHalf},
             Row{LeftHalf, Direction::Left, Free},
             Row{LeftHalf, Direction::Right, RightHalf},
             Row{LeftHalf, Direction::Up, TopLeft},
             Row{TopLeft, Direction::Right, TopRight},
             Row{TopRight, Direction::Right, RightHalf},
             Row{TopRight, Direction::Down, RightHalf},
             Row{RightHalf, Direction::Down, BottomRight},
             Row{BottomRight, Direction::Left, BottomLeft},
             Row{BottomLeft, Direction::Up, LeftHalf},
             Row{Free, Direction::Up, Maximised},
             Row{Maximised, Direction::Down, Free},
             Row{Free, Direction::Down, Free},
         })
        CHECK(pushed(from, direction) == to);
}

TEST_CASE("halves and quarters leave no gap, also where the screen has an odd size")
{
    constexpr Box odd{3, 5, 1001, 601};
    CHECK(part_of(odd, Fit::LeftHalf) == Box{3, 5, 500, 601});
    CHECK(part_of(odd, Fit::RightHalf) == Box{503, 5, 501, 601});
    CHECK(part_of(odd, Fit::TopLeft) == Box{3, 5, 500, 300});
    CHECK(part_of(odd, Fit::BottomRight) == Box{503, 305, 501, 301});
    CHECK(part_of(odd, Fit::Maximised) == odd);
}

TEST_CASE("the layout gives the first window a half and the others the rest")
{
    CHECK(tiles(screen, 0).empty());
    CHECK(tiles(screen, 1) == std::vector{screen});
    CHECK(tiles(screen, 2) == std::vector{Box{0, 0, 500, 600}, Box{500, 0, 500, 600}});
    CHECK(tiles(screen, 4) == std::vector{Box{0, 0, 500, 600}, Box{500, 0, 500, 200}, Box{500, 200, 500, 200}, Box{500, 400, 500, 200}});
}

TEST_CASE("a moved window meets what it comes near to")
{
    std::vector const others{Box{300, 100, 200, 200}};
    CHECK(snapped({7, 300, 100, 100}, screen, others, 10) == Point<Logical>{0, 300});
    CHECK(snapped({893, 495, 100, 100}, screen, others, 10) == Point<Logical>{900, 500});
    CHECK(snapped({194, 150, 100, 100}, screen, others, 10) == Point<Logical>{200, 150}); // its right side, their left
    CHECK(snapped({194, 400, 100, 100}, screen, others, 10) == Point<Logical>{194, 400}); // it is not beside them
    CHECK(snapped({180, 150, 100, 100}, screen, others, 10) == Point<Logical>{180, 150}); // too far
}

TEST_CASE("a held edge meets what it comes near to; the others stay")
{
    std::vector const others{Box{300, 100, 200, 200}};
    CHECK(snapped_size({100, 150, 195, 100}, {.right = true}, screen, others, 10) == Size<Logical>{200, 100});
    CHECK(snapped_size({100, 150, 195, 100}, {.bottom = true}, screen, others, 10) == Size<Logical>{195, 100});
    CHECK(snapped_size({5, 150, 100, 100}, {.left = true}, screen, others, 10) == Size<Logical>{105, 100});
}

TEST_CASE("a window that is let go at an edge of the screen fills a half, near a corner a quarter, at the top all of it")
{
    Rect<Logical> const screen{100, 50, 800, 600};
    CHECK(fit_at_edge(screen, {101, 350}, 4) == Fit::LeftHalf);
    CHECK(fit_at_edge(screen, {899.5, 350}, 4) == Fit::RightHalf);
    CHECK(fit_at_edge(screen, {101, 60}, 4) == Fit::TopLeft);
    CHECK(fit_at_edge(screen, {101, 640}, 4) == Fit::BottomLeft);
    CHECK(fit_at_edge(screen, {898, 60}, 4) == Fit::TopRight);
    CHECK(fit_at_edge(screen, {898, 640}, 4) == Fit::BottomRight);
    CHECK(fit_at_edge(screen, {500, 51}, 4) == Fit::Maximised);
    CHECK(fit_at_edge(screen, {500, 649}, 4) == Fit::Free);
    CHECK(fit_at_edge(screen, {500, 350}, 4) == Fit::Free);
    CHECK(fit_at_edge(screen, {50, 350}, 4) == Fit::Free); // on another screen
}
