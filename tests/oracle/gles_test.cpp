// Our shaders draw what those of wlroots draw: the same client on two screens, painted by the one and by the other, gives
// the same pixels after every step of random scenes. Two steps of 255 are forgiven, because the place in a scaled picture
// may be interpolated with another last bit, and one may be seen through another. The seed is VITRAIL_SEED; VITRAIL_FULL=1
// draws 200 scenes, otherwise 10.
//
// In the test bed, because GLES needs dmabufs to draw into.

#include "compare.hpp"
#include "gpu_timer.hpp"
#include "output/output.hpp"
#include "own_stage.hpp"
#include "script.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <format>
#include <memory>

using namespace vitrail;
using namespace vitrail::test;

namespace {

std::unique_ptr<OwnStage> painted_by_wlroots()
{
    setenv("VITRAIL_COMPOSER", "wlroots", 1);
    auto out = std::make_unique<OwnStage>();
    unsetenv("VITRAIL_COMPOSER");
    return out;
}

} // namespace

TEST_CASE("random scenes look the same when our shaders paint them and when those of wlroots do")
{
    constexpr int steps = 40;
    for (int scene = 0; scene < scene_count(10, 200); ++scene) {
        auto const seed = first_seed() * 1000 + unsigned(scene);
        OwnStage ours;
        auto const theirs = painted_by_wlroots();
        REQUIRE(ours.server().output().composed_with().starts_with("GLES 3"));
        REQUIRE(theirs->server().output().composed_with().starts_with("gles2, wlroots"));
        Script script{ours, *theirs, seed};
        for (int step = 0; step < steps; ++step) {
            script.step();
            auto const picture = ours.draw();
            auto const found = difference(picture, theirs->draw(), ours, 2);
            if (!found.empty())
                FAIL(std::format("seed {}, scene {}, step {}: {}\nOur damage forgot {}.\n{}", first_seed(), scene, step,
                                 found, picture == ours.draw_anew() ? "nothing" : "SOMETHING", script.log()));
        }
    }
}

TEST_CASE("it is known how long the GPU took")
{
    OwnStage stage;
    char const* why_not = "";
    auto const gl = GlesContext::open(stage.server().server().renderer().c(), why_not);
    REQUIRE(gl);
    CurrentContext const current{gl->egl};
    GpuTimer timer{*gl};
    timer.begin();
    glFlush();
    timer.end();
    glFinish();
    auto const taken = timer.poll();
    REQUIRE(taken);
    CHECK(*taken >= Duration::zero());
    CHECK(*taken < std::chrono::seconds{5}); // not the time since the GPU was switched on
    CHECK_FALSE(timer.poll());
}
