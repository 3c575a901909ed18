// A game that asks for it tears on a real kernel display, while the pointer moves, and no request is refused.

#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "pace.hpp"
#include "process.hpp"
#include "uinput.hpp"
#include "until.hpp"

#include "presentation-time-client-protocol.h"
#include "tearing-control-v1-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <span>

using namespace vitrail::test;

namespace {

/// Fills the screen with a film whose pictures may tear.
class Game {
public:
    explicit Game(Vitrail const& vitrail) : guest_{vitrail}
    {
        wp_tearing_control_v1_set_presentation_hint(control_, WP_TEARING_CONTROL_V1_PRESENTATION_HINT_ASYNC);
    }
    ~Game()
    {
        wp_tearing_control_v1_destroy(control_);
        wp_tearing_control_manager_v1_destroy(manager_);
    }

    /// Shows a picture and waits until it is seen. Was it torn?
    bool present()
    {
        film_.show_next(window_.surface());
        return (guest_.present(window_.surface()).flags & WP_PRESENTATION_FEEDBACK_KIND_VSYNC) == 0;
    }
    /// How many of so many pictures were torn.
    int play(int pictures)
    {
        int torn = 0;
        for (int i = 0; i < pictures; ++i)
            torn += present();
        return torn;
    }
    [[nodiscard]] std::span<Feedback const> feedback() { return window_.surface().feedback; }

private:
    Guest guest_;
    std::mt19937 random_{1};
    Film film_{guest_.client(), {320, 240}, PixelFormat::Xrgb8888, random_, 4};
    TestWindow window_{guest_.client(), {.fullscreen = true, .paint = [this](TestWindow& window) {
        film_.show_next(window.surface());
        window.surface().commit();
    }}};
    wp_tearing_control_manager_v1* manager_
        = guest_.client().bind<wp_tearing_control_manager_v1>(wp_tearing_control_manager_v1_interface, 1);
    wp_tearing_control_v1* control_ = wp_tearing_control_manager_v1_get_tearing_control(manager_, window_.surface().c());
};

} // namespace

TEST_CASE("a game tears while the pointer moves over it, and the display refuses nothing")
{
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Control control{vitrail};
    VirtualMouse const mouse;
    Game game{vitrail};
    REQUIRE(until([&] {
        mouse.move(1, 1);
        game.present();
        return std::ranges::any_of(control.layers(), &LayerPath::is_cursor);
    }));
    game.play(60);
    INFO(told(control.layers()));
    CHECK(game.play(60) == 60);

    auto const before = counter.of(vitrail.process().pid());
    int torn = 0;
    for (int i = 0; i < 300; ++i) {
        mouse.move(i / 50 % 2 ? -3 : 3, 1);
        torn += game.present();
    }
    auto const during = counter.of(vitrail.process().pid()) - before;
    CHECK(torn >= 100);
    CHECK(during.commits_failed == 0);
    CHECK(during.tests == 0);
    CHECK(longest_wait(game.feedback().last(300)) < two_refreshes);
}

TEST_CASE("on a display that cannot tear every picture is shown at its vblank")
{
    // Udev looks at the one that was in use a moment ago.
    REQUIRE(until([] { return Process{{"vkms", "create"}, {{"VKMS_ASYNC_FLIP", "0"}}}.wait() == 0; }));
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Game game{vitrail};
    game.play(60);
    CHECK(game.play(120) == 0);
    CHECK(counter.of(vitrail.process().pid()).commits_failed == 0);
}
