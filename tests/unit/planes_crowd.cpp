#include "planes_world.hpp"

#include <catch2/catch_test_macros.hpp>

#include <random>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A wallpaper, many windows that rest, and a few that do not.
void fill(Desk& desk, unsigned seed, int resting, int moving)
{
    std::mt19937 dice{seed};
    auto const number = [&](int below) { return int(dice() % unsigned(below)); };
    for (int i = 0; i < resting + moving; ++i) {
        bool const moves = i * moving / (resting + moving) != (i + 1) * moving / (resting + moving);
        Size<OutputPx> const size = moves ? Size<OutputPx>{100, 80} : Size<OutputPx>{10 + number(60), 10 + number(40)};
        auto const& layer = desk.add({number(screen.width - size.width), number(screen.height - size.height), size.width,
                                      size.height}, number(3) ? xrgb : argb, number(8) ? Memory::Dmabuf : Memory::Shm);
        if (!moves)
            desk.still.push_back(layer.id.value);
    }
    desk.still.push_back(desk.add(whole).id.value);
}

} // namespace

TEST_CASE("among a hundred windows that rest the same ones get planes, and all for the same reasons")
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        Desk all, few;
        fill(all, seed, 100, 4);
        fill(few, seed, 100, 4);
        few.tells = true;
        for (int frame = 0; frame < 40; ++frame) {
            INFO("seed " << seed << ", frame " << frame);
            REQUIRE(few.frame() == all.frame());
        }
    }
}

TEST_CASE("a window among thousands gets its plane")
{
    Desk desk;
    desk.add({300, 200, 100, 80});
    for (int i = 0; i < 3000; ++i)
        desk.still.push_back(desk.add({i % 100 * 10, i / 100 * 10, 9, 9}).id.value);
    desk.tells = true;
    desk.settle();
    CHECK(desk.verdict(0) == Verdict::OnPlane);
    CHECK(desk.verdict(1) == Verdict::SlowUpdates);
    CHECK(desk.last.needs_composition());
}

TEST_CASE("a window that far more lies on than there are planes is composed, and says so")
{
    Desk desk{usual_caps(0)};
    for (int i = 0; i < 1000; ++i)
        desk.still.push_back(desk.add({i % 100 * 10, i / 100 * 10, 9, 9}).id.value);
    desk.add(whole);
    desk.tells = true;
    desk.settle();
    CHECK(desk.verdict(1000) == Verdict::BelowComposed);
    CHECK(desk.last.needs_composition());
}
