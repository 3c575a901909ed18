#include "scene/picture_node.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

std::vector<SourceId> ids(LayerStack const& stack)
{
    std::vector<SourceId> out;
    for (auto const& layer : stack.layers)
        out.push_back(layer.id);
    return out;
}

} // namespace

TEST_CASE("the later of two siblings is on top until it is told otherwise")
{
    World world;
    ColorNode a{world.windows(), {20, 20}, glass}, b{world.windows(), {20, 20}, glass}, c{world.windows(), {20, 20}, glass};
    using Order = std::vector<SourceId>;
    CHECK(ids(world.settle()) == Order{c.id(), b.id(), a.id()});
    a.raise();
    CHECK(ids(world.settle()) == Order{a.id(), c.id(), b.id()});
    c.lower();
    CHECK(ids(world.settle()) == Order{a.id(), b.id(), c.id()});
    c.place_above(b);
    CHECK(ids(world.settle()) == Order{a.id(), c.id(), b.id()});
    a.place_below(b);
    CHECK(ids(world.settle()) == Order{c.id(), b.id(), a.id()});
}

TEST_CASE("trees that are brought to the top lie there as wanted, and only what lies otherwise than before is looked at again")
{
    World world;
    std::vector<std::unique_ptr<Tree>> all;
    std::vector<std::unique_ptr<ColorNode>> pictures;
    for (int i = 0; i < 5; ++i) {
        all.push_back(std::make_unique<Tree>(&world.windows()));
        pictures.push_back(std::make_unique<ColorNode>(*all.back(), Size<Logical>{4, 4}, red));
        all.back()->set_position({10 * i, 0});
    }
    std::string const names = "abcde";
    int looks = 0;
    world.scene.on_rearranged = [&] { ++looks; };
    auto const after = [&](std::string const& wanted) {
        std::vector<Tree*> order;
        for (char const name : wanted)
            order.push_back(all[names.find(name)].get());
        looks = 0;
        world.windows().bring_to_top(order);
        std::string out;
        for (auto* child : world.windows().children())
            for (std::size_t i = 0; i < all.size(); ++i)
                if (all[i].get() == child)
                    out += names[i];
        return out + std::to_string(looks);
    };
    CHECK(after("abcde") == "abcde0");
    CHECK(after("acdeb") == "acdeb1"); // one is raised
    CHECK(after("eb") == "acdeb0");    // they lie there
    CHECK(after("ad") == "cebad3");    // what lay between is lower now
    CHECK(after("dabec") == "dabec4"); // the first that stays is d
    CHECK(after("") == "dabec0");
}

TEST_CASE("the strata lie over one another whatever is raised in them")
{
    World world;
    ColorNode lock{world.scene.stratum(Stratum::Lock), {20, 20}, glass};
    ColorNode window{world.windows(), {20, 20}, glass};
    window.raise();
    CHECK(ids(world.settle()) == std::vector{lock.id(), window.id()});
}

TEST_CASE("a tree moves and hides all that hangs on it")
{
    World world;
    Tree tree{&world.windows()};
    ColorNode child{tree, {10, 10}, red};
    child.set_position({1, 2});
    tree.set_position({30, 40});
    CHECK(child.absolute_position() == Point<Logical>{31, 42});
    CHECK(tree.extents() == Rect<Logical>{31, 42, 10, 10});
    CHECK(child.shown());
    tree.set_enabled(false);
    CHECK_FALSE(child.shown());
    CHECK(world.settle().layers.empty());
}

TEST_CASE("children of a tree that went are seen nowhere, and may find a new home")
{
    World world;
    auto tree = std::make_unique<Tree>(&world.windows());
    ColorNode child{*tree, {10, 10}, red};
    world.settle();
    tree.reset();
    CHECK(child.parent() == nullptr);
    auto const stack = world.settle();
    CHECK(stack.layers.empty());
    CHECK(stack.all_damage() == Pixels{Px{0, 0, 10, 10}});
    child.reparent(world.windows());
    CHECK(world.settle().layers.size() == 1);
}

TEST_CASE("nodes may outlive the scene")
{
    auto world = std::make_unique<World>();
    ColorNode node{world->windows(), {10, 10}, red};
    world->settle();
    world.reset();
    node.set_size({20, 20});
    CHECK(node.scene() == nullptr);
}

TEST_CASE("a picture shows at its size in logical units, and knows its buffer")
{
    World world{{.scale = 2, .size = {100, 80}}};
    PictureNode node{world.windows()};
    node.set_picture(pixels(10, 8, DRM_FORMAT_XRGB8888), {10, 8});
    auto const stack = world.settle();
    REQUIRE(stack.layers.size() == 1);
    auto const& layer = stack.layers[0];
    CHECK(layer.dest == Px{0, 0, 20, 16});
    CHECK(layer.source == FRect<BufferPx>{0, 0, 10, 8});
    CHECK(layer.content->format == Format{DRM_FORMAT_XRGB8888});
    CHECK(layer.content->memory == Memory::Shm);
    CHECK(layer.opaque == Pixels{layer.dest});
}

TEST_CASE("a cursor hides nothing, is on top, and points at the pixel it is told to")
{
    World world{{.scale = 2, .size = {100, 80}}};
    ColorNode window{world.windows(), {50, 40}, red};
    PictureNode cursor{world.scene.stratum(Stratum::Cursor)};
    cursor.set_picture(pixels(8, 8, DRM_FORMAT_XRGB8888), {8, 8});
    cursor.set_cursor_role({3, 2});
    cursor.point_at({20.5, 10.0});

    auto const stack = world.settle();
    REQUIRE(stack.layers.size() == 2);
    auto const& layer = stack.layers[0];
    CHECK(layer.role == LayerRole::Cursor);
    CHECK(layer.dest.origin() + Point<OutputPx>{layer.hotspot.x, layer.hotspot.y} == Point<OutputPx>{41, 20});
    CHECK(layer.opaque.empty());
    CHECK(stack.layers[1].visible == Pixels{Px{0, 0, 100, 80}});
}

TEST_CASE("a cursor keeps its size in pixels wherever it goes, and its tip in the pixel that is pointed at")
{
    World world{{.origin = {-3, 5}, .scale = 1.25, .size = {200, 160}}};
    PictureNode cursor{world.scene.stratum(Stratum::Cursor)};
    cursor.set_picture(pixels(11, 13), {11, 13});
    cursor.set_cursor_role({3, 2});
    for (double at = 20; at < 30; at += 0.3) {
        cursor.point_at({at, 50 - at});
        auto const layer = world.settle().layers.at(0);
        CHECK(layer.dest.size() == Size<OutputPx>{14, 16});
        auto const tip = layer.dest.origin() + Point<OutputPx>{layer.hotspot.x, layer.hotspot.y};
        CHECK(tip == Point<OutputPx>{int((at + 3) * 1.25), int((50 - at - 5) * 1.25)});
    }
}

TEST_CASE("on a turned output a cursor points at what its user sees")
{
    // The user sees 100x80 and points at (21, 10); turned by 90 the pixel is at (10, 100 - 1 - 21).
    World world{{.transform = Transform::R90, .size = {80, 100}}};
    PictureNode cursor{world.scene.stratum(Stratum::Cursor)};
    cursor.set_picture(pixels(8, 6), {8, 6});
    cursor.set_cursor_role({3, 2});
    cursor.point_at({21, 10});
    auto const layer = world.settle().layers.at(0);
    CHECK(layer.dest.origin() + Point<OutputPx>{layer.hotspot.x, layer.hotspot.y} == Point<OutputPx>{10, 78});
}
