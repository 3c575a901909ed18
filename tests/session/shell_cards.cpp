#include "output/output.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "shell/help.hpp"
#include "shell/shell.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

struct Desk {
    TestServer server{{.screen = {1280, 800}}};
    Keyboard keyboard{server};
    Mouse mouse{server};

    Desk() { mouse.move_to(1279, 799); }
    void chord(std::uint32_t key, std::uint32_t modifier = KEY_LEFTMETA)
    {
        keyboard.press(modifier);
        keyboard.tap(key);
        keyboard.release(modifier);
    }
    /// Pixels that are neither black nor the cursor's: those of a card.
    [[nodiscard]] int card_pixels()
    {
        server.refresh(2);
        auto const screen = server.screen();
        return 1280 * 800 - screen.count(black) - cursor_pixels;
    }
    int cursor_pixels = 0;
};

bool has(Card const& card, CardLine const& line) { return std::ranges::contains(card.lines, line); }

} // namespace

TEST_CASE("Super+F1 shows the keys, and any other key takes them away")
{
    Desk desk;
    desk.cursor_pixels = desk.card_pixels();
    auto& client = desk.server.connect();
    TestSeat seat{client};
    desk.chord(KEY_F1);
    CHECK(desk.card_pixels() > 50'000);
    desk.chord(KEY_F1);
    CHECK(desk.card_pixels() == 0);
    desk.chord(KEY_F1);
    desk.keyboard.tap(KEY_ESC);
    CHECK(desk.card_pixels() == 0);
    desk.chord(KEY_F1);
    desk.mouse.click();
    CHECK(desk.card_pixels() == 0);
}

TEST_CASE("the help has every key, and one line for the nine digits")
{
    auto bindings = default_bindings();
    bind(bindings, {*parse_chord("Super+Z"), *parse_deed("run emacs")});
    bind(bindings, {*parse_chord("Super+Y"), *parse_deed("run ${VITRAIL_NOBODY_SETS:-vim} ${HERE} now")});
    auto const card = help_card(bindings);
    CHECK(has(card, {"Super+Q", "Close the window"}));
    CHECK(has(card, {"Super+Y", "Run vim ${HERE} now"}));
    CHECK(has(card, {"Super+Z", "Run emacs"}));
    CHECK(has(card, {"Super+N", "Show workspace 1 to 9"}));
    CHECK(std::ranges::count(card.lines, std::string{"Super+N"}, &CardLine::left) == 1);
    CHECK(std::ranges::none_of(card.lines, [](CardLine const& line) { return line.left.contains("XF86"); }));
    CHECK(!has(card, {"Super+3", "Show workspace 3"}));
}

TEST_CASE("a mistake in the configuration is shown for a while, and gone when it is mended")
{
    Desk desk;
    desk.cursor_pixels = desk.card_pixels();
    auto& shell = desk.server.server().shell();
    shell.tell("Mistakes", {"vitrail.toml:3: keyboard.layuot: there is no such setting; did you mean layout?"});
    CHECK(desk.card_pixels() > 5'000);
    desk.server.advance(20s);
    CHECK(desk.card_pixels() == 0);
    shell.tell("Mistakes", {"vitrail.toml:3: wrong"});
    CHECK(desk.card_pixels() > 1'000);
    shell.tell("", {});
    CHECK(desk.card_pixels() == 0);
}

TEST_CASE("the background has the user's colour, and windows are above it")
{
    Config config;
    config.shell.background.color = {0, 0, 1, 1};
    TestServer server{{.config = config}};
    server.refresh(2);
    CHECK(server.screen().count(blue) == 320 * 240);
    TestWindow window{server.connect(), {.color = red}};
    server.refresh(2);
    CHECK(server.screen().count(red) == 100 * 80);
    CHECK(server.screen().count(blue) == 320 * 240 - 100 * 80);
}

TEST_CASE("an empty screen says what to press, until the first window opens")
{
    TestServer server{{.screen = {800, 600}, .hint = true}};
    auto const lit = [&] {
        server.refresh(2);
        return 800 * 600 - server.screen().count(black);
    };
    CHECK(lit() > 10'000);
    auto& client = server.connect();
    {
        TestWindow const window{client, {.color = red}};
        CHECK(lit() == 100 * 80);
    }
    CHECK(lit() == 0); // whoever opened one knows how
    server.plug("HEADLESS-2", {400, 300});
    CHECK(lit() == 0);
}

TEST_CASE("the hint goes and comes as the configuration says, until a window was there")
{
    TestServer server{{.screen = {800, 600}}};
    auto const lit = [&](bool hint) {
        ShellConfig config;
        config.background = {.color = Color{0, 0, 0, 1}, .hint = hint};
        server.server().shell().configure(config);
        server.refresh(2);
        return 800 * 600 - server.screen().count(black);
    };
    CHECK(lit(true) > 10'000);
    CHECK(lit(false) == 0);
    CHECK(lit(true) > 10'000);
    TestWindow{server.connect()};
    CHECK(lit(true) == 0);
}

TEST_CASE("the hint names the keys that the user has bound, and nothing that is not bound")
{
    auto bindings = default_bindings();
    CHECK(has(welcome_card(bindings), {"Super+Return", "Open a terminal"}));
    CHECK(has(welcome_card(bindings), {"Super+F1", "Show all keys"}));
    bind(bindings, {*parse_chord("Super+F1"), {Action::None}});
    bind(bindings, {*parse_chord("Super+H"), {Action::Help}});
    CHECK(has(welcome_card(bindings), {"Super+H", "Show all keys"}));
    CHECK(welcome_card({}).lines.empty());
}

TEST_CASE("who goes through the windows sees which ones there are, and who only changes to the last one sees no list")
{
    Desk desk;
    desk.cursor_pixels = desk.card_pixels();
    auto& client = desk.server.connect();
    TestWindow const first{client, {.color = black, .title = "first"}};
    TestWindow const second{client, {.color = black, .title = "second"}};
    desk.keyboard.press(KEY_LEFTALT);
    desk.keyboard.tap(KEY_TAB);
    CHECK(desk.card_pixels() == 0);
    desk.server.advance(300ms);
    CHECK(desk.card_pixels() > 5'000);
    auto const before = desk.server.screen();
    desk.keyboard.tap(KEY_TAB);
    desk.server.refresh(2);
    CHECK(desk.server.screen() != before); // another one is marked
    desk.keyboard.release(KEY_LEFTALT);
    CHECK(desk.card_pixels() == 0);
    desk.server.advance(1s);
    CHECK(desk.card_pixels() == 0);
}

TEST_CASE("a card is painted in the pixels of its screen, and as large on every screen")
{
    Card const card{.heading = "Keys", .lines = {{"Super+Q", "Close the window"}}};
    auto const usual = paint_card(card, {1000, 700}, 1);
    auto const fine = paint_card(card, {1000, 700}, 1.75);
    REQUIRE((usual.buffer && fine.buffer));
    CHECK(usual.size == fine.size);
    CHECK(fine.buffer.size().width == int(std::lround(fine.size.width * 1.75)));
}

TEST_CASE("a card that is too long for one column takes several, and never more than there is room")
{
    Card card{.heading = "Keys", .lines = {}};
    for (int i = 0; i < 60; ++i)
        card.lines.push_back({"Super+Shift+X", "Something to do"});
    auto const painted = paint_card(card, {900, 500}, 1);
    CHECK(painted.size.height <= 500);
    CHECK(painted.size.width > 500);
    CHECK(painted.size.width <= 900);
}
