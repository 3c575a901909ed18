// Moving the pointer over windows is nobody's reason to think about planes again.

#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "pace.hpp"
#include "uinput.hpp"
#include "until.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <list>
#include <ranges>

using namespace vitrail::test;

namespace {

constexpr int windows = 6, overlays = 4, motions = 1000;

/// Six windows that play a film each: more than there are planes, so that some are left to want one.
class Six {
public:
    explicit Six(Vitrail const& vitrail) : guest{vitrail}
    {
        for (int i = 0; i < windows; ++i)
            windows_.emplace_back(guest.client(), WindowSetup{.size = {120, 90}, .color = i % 2 ? blue : green});
        for (auto& window : windows_) {
            films_.emplace_back(guest.client(), Extent{120, 90}, PixelFormat::Xrgb8888, random_, 4);
            players_.push_back(&window.surface());
        }
    }

    /// The next picture of each film.
    void play()
    {
        for (std::size_t i = 0; auto& film : films_)
            film.show_next(*players_[i++]);
        for (auto* surface : players_ | std::views::drop(1))
            surface->commit();
        guest.present(*players_.front());
    }

    Guest guest;
    std::mt19937 random_{1};
    std::list<TestWindow> windows_;
    std::list<Film> films_;
    std::vector<TestSurface*> players_;
};

} // namespace

TEST_CASE("a thousand motions of the pointer over six windows change no assignment and ask the display nothing")
{
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Control control{vitrail};
    VirtualMouse const mouse;
    Six six{vitrail};
    auto const has_pointer = [&] {
        mouse.move(1, 1);
        six.play();
        return std::ranges::any_of(control.layers(), &LayerPath::is_cursor);
    };
    REQUIRE(until(has_pointer));
    for (int i = 0; i < 120; ++i) // the best places are found
        six.play();
    INFO(told(control.layers()));
    CHECK(std::ranges::count_if(control.layers(), &LayerPath::on_plane) >= overlays);

    auto const asked = counter.of(vitrail.process().pid());
    for (int i = 0; i < motions; ++i) {
        mouse.move(i / 150 % 2 ? -3 : 3, i / 100 % 2 ? -3 : 3);
        six.play();
    }
    auto const during = counter.of(vitrail.process().pid()) - asked;
    auto const layers = control.layers();
    INFO("afterwards:\n" << told(layers));
    CHECK(during.tests == 0);
    CHECK(during.commits == motions);
    CHECK(during.commits_failed == 0);
    CHECK(std::ranges::all_of(layers, [](auto const& l) { return l.frames >= motions; }));
}
