#include "scene/picture_node.hpp"
#include "scene/projection.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("neighbours in the layout meet on every output, whatever its scale")
{
    auto const scale = GENERATE(1.0, 1.1, 1.25, 4.0 / 3, 1.5, 1.75, 2.0, 2.4);
    View const view{.origin = {-7, 3}, .scale = scale, .size = {200, 150}};
    for (int x = -20; x < 60; ++x) {
        auto const left = view.upright_rounded({double(x), 0}, {13, 9});
        auto const right = view.upright_rounded({double(x + 13), 0}, {5, 9});
        CHECK(left.right() == right.x);
    }
}

TEST_CASE("an output sees the part of the layout that its pixels show")
{
    CHECK(View{.origin = {5, 6}, .scale = 1.5, .size = {1920, 1080}}.area() == Rect<Logical>{5, 6, 1280, 720});
    CHECK(View{.scale = 1.2, .size = {1920, 1080}}.area() == Rect<Logical>{0, 0, 1600, 900});
    CHECK(View{.scale = 2, .transform = Transform::R90, .size = {301, 200}}.area() == Rect<Logical>{0, 0, 100, 151});
}

TEST_CASE("a layer's transform says where its buffer's corners are on the screen")
{
    // A buffer of 4x2, shown upright as the client means it, on an output that is mounted in any way.
    auto const buffer_transform = Transform(GENERATE(range(0, 8)));
    auto const output_transform = Transform(GENERATE(range(0, 8)));
    Size<BufferPx> const buffer{4, 2};
    Rect<BufferPx> const corner{0, 0, 1, 1};

    auto const surface = transformed(buffer, buffer_transform);
    auto const in_surface = transformed(corner, buffer_transform, buffer);
    auto const on_screen = transformed(in_surface, inverted(output_transform), surface);

    View const view{.transform = output_transform, .size = {64, 64}};
    Picture const picture{.source = {0, 0, 4, 2}, .size = {surface.width, surface.height}, .transform = buffer_transform};
    auto const layer = Projection{view, picture, {0, 0}}.transform();
    CHECK(transformed(corner, inverted(layer), buffer) == on_screen);
    CHECK(std::uint32_t(layer)
          == wlr_output_transform_compose(wlr_output_transform_invert(wl_output_transform(buffer_transform)),
                                          wl_output_transform(output_transform)));
}

TEST_CASE("a layer on a turned output lies where its user sees it")
{
    World world{{.scale = 2, .transform = Transform::R90, .size = {80, 100}}}; // the user sees 100x80 pixels
    ColorNode node{world.windows(), {10, 5}, red};
    node.set_position({3, 4});
    auto const stack = world.settle();
    REQUIRE(stack.layers.size() == 1);
    CHECK(stack.layers[0].dest == Px{8, 100 - 6 - 20, 10, 20});
    CHECK(stack.size == Size<OutputPx>{80, 100});
}
