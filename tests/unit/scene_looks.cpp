// What of a window's look reaches its layers, and what each hides.

#include "scene/picture_node.hpp"
#include "scene/shadow_node.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A window of 40x30 with a sub-surface in its middle, above a background.
struct Windowed : World {
    explicit Windowed(View const& view = {.size = {100, 80}}) : World{view}
    {
        middle.set_position({15, 10});
        window.set_position({20, 10});
    }

    ColorNode background{windows(), {100, 80}, green};
    Tree window{&windows()};
    ColorNode frame{window, {40, 30}, red}, middle{window, {10, 8}, red};
};

} // namespace

TEST_CASE("without a look there is none, and all is hidden that was")
{
    Windowed world;
    auto const stack = world.settle();
    for (auto const& layer : stack.layers)
        CHECK_FALSE(layer.look);
    CHECK(stack.layers[1].opaque == Pixels{Px{20, 10, 40, 30}});
}

TEST_CASE("round corners concern what lies in the corners, and let the background through there")
{
    Windowed world{{.scale = 2, .size = {200, 160}}};
    world.window.set_look(TreeLook{.window = {0, 0, 40, 30}, .corner_radius = 5});
    auto const stack = world.settle();
    auto const& [middle, frame, background] = std::tie(stack.layers[0], stack.layers[1], stack.layers[2]);
    CHECK_FALSE(middle.look); // a video there may be on a plane
    REQUIRE(frame.look);
    CHECK(*frame.look == LayerLook{.window = {40, 20, 80, 60}, .corner_radius = 10});
    CHECK_FALSE(background.look);
    Pixels corners;
    for (int const x : {40, 110})
        for (int const y : {20, 70})
            corners |= Px{x, y, 10, 10};
    CHECK(frame.opaque == Pixels{Px{40, 20, 80, 60}} - corners);
    CHECK((background.visible & corners) == corners);
}

TEST_CASE("a look that comes or goes damages its window")
{
    Windowed world;
    world.settle();
    world.window.set_look(TreeLook{.window = {0, 0, 40, 30}, .dim = 0.5F});
    CHECK(world.settle().all_damage() == Pixels{Px{20, 10, 40, 30}});
    CHECK(world.settle().all_damage().empty());
    world.window.set_look(std::nullopt);
    auto const stack = world.settle();
    CHECK(stack.all_damage() == Pixels{Px{20, 10, 40, 30}});
    for (auto const& layer : stack.layers)
        CHECK_FALSE(layer.look);
}

TEST_CASE("a shadow lies around its window, hides nothing, and moves with it")
{
    Windowed world;
    ShadowNode shadow{world.window};
    shadow.lower();
    shadow.set({0, 0, 40, 30}, 0, 6, {0, 0, 0, 0.5F});
    auto const stack = world.settle();
    auto const& layer = stack.layers[2];
    REQUIRE(layer.look);
    CHECK(*layer.look == LayerLook{.window = {20, 10, 40, 30}, .shadow_reach = 6});
    CHECK(layer.dest == Px{14, 4, 52, 42});
    CHECK(layer.opaque.empty());
    CHECK(layer.visible == Pixels{Px{14, 4, 52, 42}} - Px{20, 10, 40, 30});
    world.window.set_position({30, 20});
    CHECK(world.settle().layers[2].look->window == Px{30, 20, 40, 30});
}
