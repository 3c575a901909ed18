// tearing-control-v1: a client that fills the screen may be shown at once, torn, instead of at the next refresh.

#include "fifo-v1-client-protocol.h"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "presentation-time-client-protocol.h"
#include "session_devices.hpp"
#include "tearing-control-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr int all = 320 * 240;
constexpr Duration moment = 1ms; // of a refresh of 20 ms

/// A game: a fullscreen window that draws when it likes, and says that its pictures may tear.
struct Game {
    explicit Game(ServerSetup const& setup = {.display = {.tears = true}}, bool fullscreen = true)
        : server{setup}, window{client, {.size = {320, 200}, .color = red, .fullscreen = fullscreen}}
    {
        hint(WP_TEARING_CONTROL_V1_PRESENTATION_HINT_ASYNC);
        for (int i = 0; i < 12; ++i) { // until it is known that the display reads it
            draw();
            server.refresh();
        }
        server.refresh();
    }
    ~Game()
    {
        wp_tearing_control_v1_destroy(control);
        wp_tearing_control_manager_v1_destroy(manager);
    }

    /// From the next picture on.
    void hint(std::uint32_t hint) { wp_tearing_control_v1_set_presentation_hint(control, hint); }
    void draw()
    {
        color = color == blue ? red : blue;
        window.surface().request_feedback();
        window.draw(color);
    }
    /// Draws; is it seen a moment later?
    bool draws_at_once()
    {
        draw();
        server.advance(moment);
        return seen();
    }
    [[nodiscard]] bool seen() { return server.screen().count(color) > all / 2; }
    [[nodiscard]] Feedback const& told() { return window.surface().feedback.back(); }
    [[nodiscard]] bool told_of_vsync() { return (told().flags & WP_PRESENTATION_FEEDBACK_KIND_VSYNC) != 0; }
    [[nodiscard]] std::uint64_t torn() { return server.output().stats().torn; }
    /// Draws after the present refresh, which is not looked at, in the middle of one: shown at the end of it, and not before?
    void waits_for_the_refresh()
    {
        server.refresh(2);
        server.advance(5ms);
        CHECK_FALSE(draws_at_once());
        server.refresh(2);
        CHECK(seen());
        REQUIRE(told().presented);
        CHECK(told_of_vsync());
    }

    TestTheme theme;
    TestServer server;
    TestClient& client = server.connect();
    TestWindow window;
    wp_tearing_control_manager_v1* manager
        = client.bind<wp_tearing_control_manager_v1>(wp_tearing_control_manager_v1_interface, 1);
    wp_tearing_control_v1* control
        = wp_tearing_control_manager_v1_get_tearing_control(manager, window.surface().c());
    Argb color = red;
};

ServerSetup forbidden()
{
    ServerSetup setup{.display = {.tears = true}};
    setup.config.outputs.by_name["HEADLESS-1"].tearing = false;
    return setup;
}

} // namespace

TEST_CASE("a game that fills the screen and asks for it shows several pictures a refresh, each at once")
{
    Game game;
    game.server.advance(3ms);
    auto const before = game.torn();
    for (int i = 0; i < 10; ++i) {
        INFO("picture " << i << ": " << game.server.screen());
        CHECK(game.draws_at_once());
        CHECK(game.server.screen().count(game.color) == all);
        REQUIRE(game.told().presented);
        CHECK_FALSE(game.told_of_vsync());
    }
    CHECK(game.torn() == before + 10);
}

TEST_CASE("a game that takes its wish back is shown at the refresh again")
{
    Game game;
    REQUIRE(game.draws_at_once());
    game.hint(WP_TEARING_CONTROL_V1_PRESENTATION_HINT_VSYNC);
    game.draw();
    game.server.refresh(2);
    CHECK(game.told_of_vsync());
    game.waits_for_the_refresh();
}

TEST_CASE("nothing tears on a display that cannot, where the user forbids it, or in a window")
{
    SECTION("a display that cannot")
    {
        Game game{{.display = {.tears = false}}};
        game.waits_for_the_refresh();
        CHECK(game.torn() == 0);
    }
    SECTION("forbidden")
    {
        Game game{forbidden()};
        game.waits_for_the_refresh();
        CHECK(game.torn() == 0);
        game.server.server().configure({});
        game.server.refresh(2);
        CHECK(game.draws_at_once());
    }
    SECTION("a window")
    {
        Game game{{.display = {.tears = true}}, false};
        game.waits_for_the_refresh();
        CHECK(game.torn() == 0);
    }
}

TEST_CASE("nothing tears while a menu is over the game")
{
    Game game;
    REQUIRE(game.draws_at_once());
    {
        TestPopup menu{game.client, game.window.xdg(), {.size = {40, 30}, .anchor_x = 100, .anchor_y = 100}};
        game.server.refresh(3);
        game.waits_for_the_refresh();
        CHECK(game.server.screen().count(green) == 40 * 30);
    }
    for (int i = 0; i < 12; ++i) {
        game.draw();
        game.server.refresh();
    }
    CHECK(game.draws_at_once());
}

TEST_CASE("the pointer follows the mouse over a game that tears, and never stops it from tearing")
{
    Game game;
    Mouse mouse{game.server};
    mouse.move_to(10, 10);
    game.server.refresh(3);
    REQUIRE(game.server.screen().box_of(TestTheme::arrow).x == 10);
    REQUIRE(game.draws_at_once());
    auto const torn = game.torn();
    constexpr int pictures = 500;
    Time moved = game.server.loop().now();
    int x = 10;
    for (int i = 0; i < pictures; ++i) { // ten pictures a refresh
        if (i % 25 == 0) {
            x = 10 + i % 200;
            mouse.move_to(x, 10);
            moved = game.server.loop().now();
        }
        game.draw();
        game.server.advance(2ms);
        if (game.server.loop().now() > moved + 40ms) {
            INFO("picture " << i << ": " << game.server.screen());
            CHECK(game.server.screen().box_of(TestTheme::arrow).x == x);
        }
    }
    CHECK(game.torn() >= torn + pictures * 3 / 4);
    game.server.refresh(2);
    CHECK(game.seen());
}

TEST_CASE("a pointer that moved over a game that tears is there a refresh later, though the game rests")
{
    Game game;
    Mouse mouse{game.server};
    mouse.move_to(10, 10);
    game.server.refresh(3);
    game.server.advance(5ms);
    mouse.move_to(50, 60);
    REQUIRE(game.draws_at_once()); // which takes no notice of the pointer
    CHECK(game.server.screen().box_of(TestTheme::arrow).x == 10);
    game.server.advance(20ms);
    CHECK(game.server.screen().box_of(TestTheme::arrow).x == 50);
}

TEST_CASE("a display that refuses to tear shows the picture at its refresh, and is asked again a while later")
{
    Game game;
    game.server.advance(5ms);
    REQUIRE(game.draws_at_once());
    game.server.display().refuse_commits(1);
    CHECK_FALSE(game.draws_at_once());
    game.server.refresh();
    CHECK(game.seen());
    CHECK(game.told_of_vsync());
    game.waits_for_the_refresh();
    game.server.advance(1s);
    CHECK(game.draws_at_once());
    CHECK(game.server.output().stats().refused == 0);
}

TEST_CASE("a game that waits for each picture to be shown is not torn, though it says that it may be")
{
    Game game;
    auto* const manager = game.client.bind<wp_fifo_manager_v1>(wp_fifo_manager_v1_interface, 1);
    auto* const fifo = wp_fifo_manager_v1_get_fifo(manager, game.window.surface().c());
    auto const before = game.window.surface().feedback.size();
    auto const torn = game.torn();
    for (int i = 0; i < 5; ++i) {
        wp_fifo_v1_wait_barrier(fifo);
        wp_fifo_v1_set_barrier(fifo);
        game.draw();
    }
    game.server.refresh(8);
    auto const& told = game.window.surface().feedback;
    REQUIRE(told.size() == before + 5);
    for (std::size_t i = before + 1; i < told.size(); ++i)
        CHECK(told[i].sequence > told[i - 1].sequence);
    CHECK(game.torn() == torn);
    wp_fifo_v1_destroy(fifo);
    wp_fifo_manager_v1_destroy(manager);
}
