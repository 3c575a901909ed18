// The focus follows the pointer: [windows] focus = "sloppy".

#include "framed_desk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

Config sloppy()
{
    auto out = FramedDesk::config();
    out.shell.windows.sloppy = true;
    return out;
}

struct SloppyDesk : FramedDesk {
    SloppyDesk() : FramedDesk{{.config = sloppy()}} {}

    Keyboard keyboard{server};
    TestSeat seat{client};
    TestWindow lower{client, {.color = red, .title = "lower", .framed = true}};
    TestWindow upper{client, {.color = blue, .title = "upper"}};

    [[nodiscard]] std::string_view focused() { return server.server().shell().focused()->title(); }
};

} // namespace

TEST_CASE("the keyboard goes to the window that the pointer is moved onto, which stays where it is among the others")
{
    SloppyDesk desk;
    CHECK(desk.focused() == "upper");
    auto const before = desk.shown(blue);
    auto const at = desk.shown(red);
    desk.mouse.move_to(at.x + 2, at.y + 2);
    CHECK(desk.focused() == "lower");
    CHECK(desk.seat.saw("keyboard enter lower"));
    CHECK(desk.shown(blue) == before);
    desk.mouse.move_to(2, 2); // onto nothing
    CHECK(desk.focused() == "lower");
    desk.mouse.move_to(before.x + 50, before.y + 40);
    CHECK(desk.focused() == "upper");
    desk.mouse.move_to(at.x + 2, at.y - 10); // onto a title bar
    CHECK(desk.focused() == "lower");
    desk.mouse.click();
    desk.server.refresh(2);
    CHECK(desk.server.screen().count(blue) < 100 * 80); // a press raises it
}

TEST_CASE("a window that comes below a pointer at rest has the keyboard only as any new one has it")
{
    SloppyDesk desk;
    auto const at = desk.shown(red);
    desk.mouse.move_to(at.x + 2, at.y + 2);
    REQUIRE(desk.focused() == "lower");
    desk.keyboard.press(KEY_LEFTALT);
    desk.keyboard.tap(KEY_TAB);
    desk.keyboard.release(KEY_LEFTALT);
    desk.server.refresh(3);
    CHECK(desk.focused() == "upper"); // though the pointer is above the other one
}
