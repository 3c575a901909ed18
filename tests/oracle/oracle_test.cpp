// What we draw, repainting only what changed, is what wlroots' own scene draws: pixel for pixel, after every step of
// random scenes. The seed is VITRAIL_SEED; VITRAIL_FULL=1 draws 200 scenes, otherwise 10.
//
// wlroots' scene takes no short cuts here: it paints each picture whole, hidden parts too (ReferenceStage). With them
// wlr_scene 0.20.2 is wrong now and then:
// - its damage cuts fractional crops to whole pixels, and may lose the last row or column at fractional output scales
//   (wlr_scene_buffer_set_buffer_with_options);
// - it paints no background in a gap of one unit between opaque surfaces at fractional output scales
//   (wlr_scene_output_build_state);
// - it goes on hiding what is below a surface whose opaque buffer was followed by a translucent one of the same size.
//
// The script leaves out what it gets wrong even so:
// - a single-pixel buffer with an alpha modifier: alpha alone is multiplied, the premultiplied colour stays
//   (scene_entry_render);
// - a screen whose size in logical units is not whole: it is rounded down, and what lies in the last pixels only is
//   missing (wlr_scene_output_build_state);
// - crops of less than a pixel: the pixman renderer rounds them to nothing, scales by zero, and what it paints depends on
//   the clip;
// - output scales below 1: a surface that rounds to no pixel at all is painted in its buffer's size
//   (wlr_render_texture_options_get_dst_box).

#include "compare.hpp"
#include "own_stage.hpp"
#include "reference_stage.hpp"
#include "script.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("random scenes look like wlroots' own scene draws them")
{
    constexpr int steps = 40;
    for (int scene = 0; scene < scene_count(10, 200); ++scene) {
        auto const seed = first_seed() * 1000 + unsigned(scene);
        OwnStage ours;
        ReferenceStage theirs;
        Script script{ours, theirs, seed};
        for (int step = 0; step < steps; ++step) {
            script.step();
            auto const picture = ours.draw();
            auto const found = difference(picture, theirs.draw(), ours);
            if (!found.empty())
                FAIL(std::format("seed {}, scene {}, step {}: {}\nOur damage forgot {}.\n{}", first_seed(), scene, step,
                                 found, picture == ours.draw_anew() ? "nothing" : "SOMETHING", script.log()));
        }
    }
}
