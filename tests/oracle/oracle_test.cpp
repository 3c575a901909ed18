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

#include "own_stage.hpp"
#include "reference_stage.hpp"
#include "script.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <cstring>
#include <format>
#include <functional>
#include <ranges>

using namespace vitrail;
using namespace vitrail::test;

namespace {

unsigned first_seed()
{
    char const* text = std::getenv("VITRAIL_SEED");
    return text ? unsigned(std::strtoul(text, nullptr, 10)) : 1;
}

int scene_count()
{
    char const* full = std::getenv("VITRAIL_FULL");
    return full && std::strcmp(full, "1") == 0 ? 200 : 10;
}

/// Where two pictures differ first, in words; nothing if they are equal.
std::string difference(Screen const& our_picture, Screen const& their_picture, OwnStage& ours)
{
    if (our_picture.width != their_picture.width || our_picture.height != their_picture.height)
        return "the sizes differ";
    auto const count = std::ranges::count(std::views::zip_transform(std::not_equal_to{}, our_picture.pixels, their_picture.pixels), true);
    for (int y = 0; y < our_picture.height; ++y)
        for (int x = 0; x < our_picture.width; ++x)
            if (auto const mine = our_picture.at(x, y), oracle = their_picture.at(x, y); mine != oracle)
                return std::format("{} pixels differ, the first at {},{}: {:08x} not {:08x}\n{}", count, x, y, mine, oracle,
                                   ours.layers_at(x, y));
    return {};
}

} // namespace

TEST_CASE("random scenes look like wlroots' own scene draws them")
{
    constexpr int steps = 40;
    for (int scene = 0; scene < scene_count(); ++scene) {
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
