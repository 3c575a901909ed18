// Windows that are dragged to an edge of the screen.

#include "framed_desk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

/// A framed window of 100x80, held by its bar; its frame is 104x102 at 108,69.
struct DraggedDesk : FramedDesk {
    explicit DraggedDesk(Config const& config = FramedDesk::config()) : FramedDesk{{.config = config}}
    {
        mouse.move_to(120, 79);
        mouse.press();
    }
    TestWindow window{client, {.framed = true}};
};

} // namespace

TEST_CASE("a window that is let go at the left edge of the screen fills that half, and is back where it was when it is freed")
{
    DraggedDesk desk;
    desk.mouse.move_to(0, 120);
    CHECK(desk.window.size() == Extent{100, 80}); // as long as it is held
    CHECK(desk.server.screen().at(150, 20) == black);
    desk.server.refresh(2);
    CHECK(desk.server.screen().at(150, 20) != black); // what it will fill has a shade
    CHECK(desk.server.screen().at(200, 20) == black);
    desk.mouse.release();
    CHECK(desk.shown(red) == Box{2, 20, 156, 218});
    desk.window_titled().set_fit(Fit::Free);
    CHECK(desk.shown(red) == Box{110, 89, 100, 80});
    CHECK(desk.server.screen().at(20, 20) == black);
}

TEST_CASE("at the top a dragged window fills the screen, in a corner a quarter; taken back from the edge it does neither")
{
    DraggedDesk desk;
    desk.mouse.move_to(160, 0);
    desk.mouse.release();
    CHECK(desk.shown(red) == Box{0, 20, 320, 220});
    desk.mouse.move_to(160, 10);
    desk.mouse.press();
    desk.mouse.move_to(319, 239);
    desk.mouse.move_to(200, 120);
    CHECK(desk.shown(red).width == 100);
    desk.mouse.move_to(319, 239);
    desk.mouse.release();
    CHECK(desk.shown(red) == Box{162, 140, 156, 98});
}

TEST_CASE("edges do nothing to dragged windows where the user does not want that, or where another screen begins")
{
    SECTION("switched off")
    {
        auto config = FramedDesk::config();
        config.shell.windows.tile_at_edges = false;
        DraggedDesk desk{config};
        desk.mouse.move_to(0, 120);
        desk.mouse.release();
        CHECK(desk.shown(red).width < 156);
    }
    SECTION("between two screens")
    {
        DraggedDesk desk;
        desk.mouse.release();
        desk.server.plug("HEADLESS-2", {320, 240});
        desk.server.advance(std::chrono::seconds{1}); // or the next press would be the second of two
        desk.mouse.move_to(120, 79);
        desk.mouse.press();
        desk.mouse.move_to(318, 120);
        desk.mouse.release();
        CHECK(desk.window.size() == Extent{100, 80});
    }
}
