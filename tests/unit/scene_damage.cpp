#include "scene/picture_node.hpp"
#include "scene/projection.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("nothing changed: no damage, and nobody asked for a frame")
{
    World world;
    ColorNode node{world.windows(), {10, 10}, red};
    world.settle();
    world.frames_wanted = 0;

    node.set_color(red);
    node.set_size({10, 10});
    node.set_position({0, 0});
    node.raise();
    CHECK(world.frames_wanted == 0);
    CHECK_FALSE(world.viewport.dirty());
    CHECK(world.settle().all_damage().empty());
}

TEST_CASE("what moves damages where it was and where it is")
{
    World world;
    ColorNode node{world.windows(), {10, 10}, red};
    world.settle();
    node.set_position({40, 5});
    CHECK(world.settle().all_damage() == (Pixels{Px{0, 0, 10, 10}} | Pixels{Px{40, 5, 10, 10}}));
    CHECK(world.settle().all_damage().empty());
}

TEST_CASE("what changes behind an opaque window is nothing to show")
{
    World world;
    ColorNode below{world.windows(), {10, 10}, red}, above{world.windows(), {50, 50}, green};
    world.settle();
    below.set_position({20, 20});
    below.set_color(glass);
    CHECK(world.settle().all_damage().empty());
}

TEST_CASE("a picture behind an opaque window wakes nobody")
{
    World world;
    PictureNode below{world.windows()};
    below.set_picture(pixels(10, 10), {10, 10});
    ColorNode above{world.windows(), {50, 50}, green};
    world.settle();
    world.frames_wanted = 0;
    below.set_picture(pixels(10, 10), {10, 10});
    CHECK(world.frames_wanted == 0);
}

TEST_CASE("a new picture damages only what is seen of it")
{
    World world;
    PictureNode below{world.windows()};
    below.set_picture(pixels(20, 10), {20, 10});
    ColorNode above{world.windows(), {12, 50}, green};
    world.settle();
    below.set_picture(pixels(20, 10), {20, 10});
    CHECK(world.settle().all_damage() == Pixels{Px{12, 0, 8, 10}});
}

TEST_CASE("what goes uncovers what was below it")
{
    World world;
    ColorNode below{world.windows(), {50, 50}, red};
    {
        ColorNode above{world.windows(), {10, 10}, green};
        CHECK(world.settle().layers[1].visible.area() == 50 * 50 - 10 * 10);
    }
    auto const stack = world.settle();
    CHECK(stack.all_damage() == Pixels{Px{0, 0, 10, 10}});
    CHECK(stack.layers[0].visible == Pixels{Px{0, 0, 50, 50}});
}

TEST_CASE("two that change places damage where they overlap")
{
    World world;
    ColorNode a{world.windows(), {20, 20}, glass}, b{world.windows(), {20, 20}, glass}, c{world.windows(), {5, 5}, red};
    b.set_position({10, 0});
    c.set_position({60, 60});
    world.settle();
    a.raise();
    CHECK(world.settle().all_damage() == Pixels{Px{10, 0, 10, 20}});
}

TEST_CASE("a cursor that moves damages nothing but the cursor")
{
    World world;
    ColorNode window{world.windows(), {50, 40}, red};
    PictureNode cursor{world.scene.stratum(Stratum::Cursor)};
    cursor.set_picture(pixels(8, 8), {8, 8});
    cursor.set_cursor_role({0, 0});
    world.settle();
    cursor.point_at({30, 30});
    auto const stack = world.settle();
    CHECK(stack.all_damage().empty());
    CHECK(stack.cursor_damage == (Pixels{Px{0, 0, 8, 8}} | Pixels{Px{30, 30, 8, 8}}));
}

TEST_CASE("a new view damages everything")
{
    World world;
    world.settle();
    world.viewport.set_view({.scale = 2, .size = {100, 80}});
    CHECK(world.settle().all_damage() == Pixels{Px{0, 0, 100, 80}});
}

TEST_CASE("damage inside a scaled picture includes what the filter spreads")
{
    View const view{.scale = 1, .size = {100, 80}};
    Picture picture{.source = {0, 0, 10, 10}, .size = {20, 20}};
    picture.content = std::make_shared<Content const>(Content{.size = {10, 10}});
    Projection const twice{view, picture, {5, 5}};
    // Pixel 4 reaches from 3.5 to 5.5 of the buffer: twice as far on the screen, which starts at 5.
    CHECK(twice.touched_by(Region<BufferPx>{{4, 4, 1, 1}}).bounds() == Px{5 + 6, 5 + 6, 6, 6});

    picture.size = {10, 10};
    Projection const same{view, picture, {5, 5}};
    CHECK(same.touched_by(Region<BufferPx>{{4, 4, 1, 1}}).bounds() == Px{9, 9, 1, 1});
}

TEST_CASE("damage of a turned picture lies where the picture's part lies")
{
    View const view{.scale = 1, .transform = Transform(GENERATE(range(0, 8))), .size = {64, 64}};
    Picture picture{.source = {0, 0, 6, 4}, .size = {6, 4}, .transform = Transform(GENERATE(range(0, 8)))};
    if (swaps_axes(picture.transform))
        picture.size = {4, 6};
    picture.content = std::make_shared<Content const>(Content{.size = {6, 4}});
    Projection const place{view, picture, {3, 7}};

    Rect<BufferPx> const part{1, 2, 2, 1};
    auto const inside = transformed(part, inverted(place.transform()), Size<BufferPx>{6, 4});
    auto const dest = place.dest();
    CHECK(place.touched_by(part) == Pixels{Px{dest.x + inside.x, dest.y + inside.y, inside.width, inside.height}});
}
