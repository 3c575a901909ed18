// Whatever the layers, the planes and the answers: what the display shows is what composition would show.
//
// Screens of a few pixels are painted twice by a model that knows nothing of the allocator: all layers one over the
// other; and as composer and planes do it, with holes, with pixels left unpainted below opaque planes, and with planes
// that cannot blend. The seed is VITRAIL_SEED.

#include "planes_random_desk.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace vitrail;
using namespace vitrail::test;

namespace {

unsigned first_seed()
{
    auto const* text = std::getenv("VITRAIL_SEED");
    return text ? unsigned(std::strtoul(text, nullptr, 10)) : 1;
}

} // namespace

TEST_CASE("whatever the layers, the planes and the answers are, the picture is the composed one")
{
    int on_planes = 0, below = 0, alone = 0, on_overlay = 0;
    for (unsigned n = 0; n < 400; ++n) {
        RandomDesk d{first_seed() * 1000 + n};
        for (int step = 0; step < 300; ++step) {
            if (step % 25 == 0)
                for (int i = 0; i < 3; ++i)
                    d.change();
            d.frame();
            INFO("seed " << first_seed() << ", display " << n << ", step " << step << "\n" << d.describe());
            if (auto const fault = d.fault(); !fault.empty())
                FAIL(fault);
            if (auto const wrong = d.wrong_pixel(); !wrong.empty())
                FAIL(wrong);
            for (std::size_t i = 0; i < d.stack.layers.size(); ++i) {
                on_planes += d.last.path(i) == Path::Above;
                below += d.last.path(i) == Path::Below;
            }
            alone += !d.last.composed;
            on_overlay += d.last.composed && d.caps.find(*d.last.composed)->type == PlaneType::Overlay;
        }
        REQUIRE(d.most_at_once <= 2);
    }
    // The test tests something: every way of showing a layer came up often.
    CHECK(on_planes > 1000);
    CHECK(below > 1000);
    CHECK(alone > 1000);
    CHECK(on_overlay > 1000);
}

TEST_CASE("who is told what changed decides as who looks at everything, in every frame")
{
    for (unsigned n = 0; n < 100; ++n) {
        RandomDesk looks{first_seed() * 1000 + n}, hears{first_seed() * 1000 + n};
        hears.tells = true;
        for (int step = 0; step < 400; ++step) {
            if (step % 40 == 0)
                looks.change(), hears.change();
            if (step % 100 == 99)
                looks.rest_or_go_on(), hears.rest_or_go_on();
            bool const alike = hears.frame() == looks.frame();
            INFO("seed " << first_seed() << ", display " << n << ", step " << step << ", who looks:\n" << looks.describe()
                         << "\nwho is told:\n" << hears.describe());
            REQUIRE(alike);
        }
    }
}
