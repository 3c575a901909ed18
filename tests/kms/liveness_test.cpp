// Displays that forget to answer.

#include "client_window.hpp"
#include "faults.hpp"
#include "guest.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace vitrail::test;
using namespace std::chrono_literals;

TEST_CASE("an output goes on within two seconds after the display forgot to report flips")
{
    int const lost = GENERATE(1, 2, 3);
    CAPTURE(lost);
    Faults const faults;
    Vitrail vitrail{{}, faults.environment()};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = {100, 80}}};
    auto const shown = [&](Argb color) {
        window.surface().request_feedback();
        auto const before = window.surface().feedback.size();
        window.draw(color);
        return guest.until([&] { return window.surface().feedback.size() > before; }, 2s);
    };
    for (int i = 0; i < 10; ++i)
        REQUIRE(shown(i % 2 ? red : blue));
    faults.set("lose_flips", lost);
    CHECK(shown(green));
    for (int i = 0; i < 10; ++i)
        CHECK(shown(i % 2 ? red : blue));
    CHECK(guest.client().alive());
}

TEST_CASE("a display that is busy for a while shows the picture when it is not any more")
{
    Faults const faults;
    Vitrail vitrail{{}, faults.environment()};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = {100, 80}}};
    window.surface().request_feedback();
    faults.set("busy_commits", 7);
    window.draw(blue);
    CHECK(guest.until([&] { return !window.surface().feedback.empty(); }, 2s));
    faults.set("busy_commits", 0);
}
