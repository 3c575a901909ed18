#include "shell/frame_layout.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

constexpr FrameLayout frame{.outer = {400, 300}, .sides = {.top = 30, .bottom = 2, .left = 2, .right = 2}, .can_size = true};

Edges edges_at(double x, double y) { return frame.spot({x, y}).edges; }

} // namespace

TEST_CASE("a title bar has three buttons at its right end, and the title has the rest")
{
    auto const buttons = frame.buttons();
    REQUIRE(buttons.size() == 3);
    CHECK(buttons[0].part == FramePart::Minimise);
    CHECK(buttons[1].part == FramePart::Maximise);
    CHECK(buttons[2].part == FramePart::Close);
    CHECK(buttons[2].box == Rect<Logical>{360, 0, 40, 30});
    CHECK(frame.title() == Rect<Logical>{0, 0, 280, 30});
    CHECK(frame.spot({380, 15}) == FrameSpot{FramePart::Close});
    CHECK(frame.spot({100, 15}) == FrameSpot{FramePart::Bar});
}

TEST_CASE("a narrow bar keeps the button that closes, and buttons that mean nothing are not there")
{
    auto narrow = frame;
    narrow.outer.width = 60;
    REQUIRE(narrow.buttons().size() == 1);
    CHECK(narrow.buttons()[0].part == FramePart::Close);
    narrow.outer.width = 30;
    CHECK(narrow.buttons().empty());
    CHECK(narrow.title().width == 30);
    auto dialog = frame;
    dialog.can_fill = dialog.can_hide = false;
    CHECK(dialog.buttons().size() == 1);
}

TEST_CASE("a window is held by its edges and, near a corner, by both of them; also a little outside of it")
{
    CHECK(edges_at(-5, 150) == Edges{.left = true});
    CHECK(edges_at(405, 150) == Edges{.right = true});
    CHECK(edges_at(200, 305) == Edges{.bottom = true});
    CHECK(edges_at(200, -5) == Edges{.top = true});
    CHECK(edges_at(200, 1) == Edges{.top = true});
    CHECK(edges_at(-5, 295) == Edges{.bottom = true, .left = true});
    CHECK(edges_at(390, 305) == Edges{.bottom = true, .right = true});
    CHECK(edges_at(401, 5) == Edges{.top = true, .right = true});
    CHECK(edges_at(5, -1) == Edges{.top = true, .left = true});
    CHECK(!frame.reaches({-9, 150}));
    CHECK(!frame.reaches({200, 150})); // the client's
}

TEST_CASE("a window that cannot be sized has no edges to hold, and nothing around it takes input")
{
    auto fixed = frame;
    fixed.can_size = false;
    CHECK(!fixed.reaches({-1, 150}));
    CHECK(fixed.reaches({1, 150}));
    CHECK(fixed.spot({1, 150}) == FrameSpot{});
    CHECK(fixed.spot({200, 1}) == FrameSpot{FramePart::Bar});
}
