// Going fullscreen and back is seamless: the mode stays, and no frame is missing.

#include "amount.hpp"
#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "pace.hpp"

#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <map>

using namespace vitrail::test;

namespace {

/// A window that plays a film in whatever size it has.
class Player {
public:
    explicit Player(Guest& guest) : guest_{guest} {}

    [[nodiscard]] TestWindow& window() { return window_; }
    void play(int frames)
    {
        for (int i = 0; i < frames; ++i) {
            show(window_);
            guest_.present(window_.surface());
        }
    }

private:
    void show(TestWindow& window)
    {
        auto const size = window.size();
        auto found = films_.find({size.width, size.height});
        if (found == films_.end())
            found = films_.try_emplace({size.width, size.height}, guest_.client(), size, PixelFormat::Xrgb8888, random_, 4).first;
        found->second.show_next(window.surface());
    }

    Guest& guest_;
    std::mt19937 random_{1};
    std::map<std::pair<int, int>, Film> films_;
    TestWindow window_{guest_.client(), {.size = {200, 150}, .paint = [this](TestWindow& w) {
        show(w);
        w.surface().commit();
    }}};
};

} // namespace

TEST_CASE("a window goes fullscreen and back without a mode set and without a missing frame")
{
    int const transitions = amount(200, 20);
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Guest guest{vitrail};
    Control control{vitrail};
    Player player{guest};
    player.play(60);
    std::mt19937 random{first_seed()};
    auto const before = counter.of(vitrail.process().pid());
    int on_plane = 0;
    bool fullscreen = false;
    for (int i = 0; i < transitions; ++i) {
        fullscreen = !fullscreen;
        fullscreen ? xdg_toplevel_set_fullscreen(player.window().toplevel(), nullptr)
                   : xdg_toplevel_unset_fullscreen(player.window().toplevel());
        player.play(1 + int(random() % 30));
        on_plane += fullscreen && control.layers().back().on_plane();
    }
    auto const during = counter.of(vitrail.process().pid()) - before;
    std::printf("%d transitions (seed %u): %d times fullscreen on a plane at the end, %llu commits, %llu tests\n", transitions,
                first_seed(), on_plane, static_cast<unsigned long long>(during.commits),
                static_cast<unsigned long long>(during.tests));
    CHECK(during.modesets == 0);
    CHECK(during.commits_failed == 0);
    CHECK(longest_wait(player.window().surface().feedback) < two_refreshes);
    CHECK(on_plane > 0);
}
