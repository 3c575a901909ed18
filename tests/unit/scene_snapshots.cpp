// Snapshots that are made of the one before and what changed, held against those that are made by walking over the scene.

#include "scene/picture_node.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>

#include <deque>
#include <random>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// Many pictures side by side and over each other.
class Crowd {
public:
    Crowd(World& world, int count, unsigned seed) : dice_{seed}
    {
        for (int i = 0; i < count; ++i) {
            auto& node = *nodes_.emplace_back(std::make_unique<PictureNode>(world.windows()));
            node.set_position({number(90), number(70)});
            node.set_picture(pixels(8, 6), {8, 6});
        }
    }

    PictureNode& any() { return *nodes_[std::size_t(number(int(nodes_.size())))]; }
    void change_pictures()
    {
        for (int i = number(4); i >= 0; --i)
            any().set_picture(pixels(8, 6), {8, 6});
    }
    int number(int below) { return int(dice_() % unsigned(below)); }

private:
    std::mt19937 dice_;
    std::vector<std::unique_ptr<PictureNode>> nodes_;
};

/// All but what depends on when one looked last.
std::vector<Layer> without_damage(LayerStack const& stack)
{
    auto out = stack.layers;
    for (auto& layer : out)
        layer.damage.clear();
    return out;
}

/// What somebody sees who looks for the first time.
std::vector<Layer> seen_afresh(World& world)
{
    Viewport other{world.scene, [] {}};
    other.set_view(world.viewport.view());
    return without_damage(*other.snapshot());
}

} // namespace

TEST_CASE("a snapshot made of what changed is the one that a walk over the scene gives")
{
    World world;
    Crowd crowd{world, 40, 7};
    for (int step = 0; step < 200; ++step) {
        if (crowd.number(10) == 0)
            crowd.any().set_position({crowd.number(90), crowd.number(70)});
        if (crowd.number(25) == 0)
            crowd.any().raise();
        crowd.change_pictures();
        INFO("step " << step);
        auto const stack = world.settle();
        REQUIRE(without_damage(stack) == seen_afresh(world));
        for (std::size_t i = 0; i < stack.layers.size(); ++i)
            if (!stack.layers[i].damage.empty())
                REQUIRE(std::ranges::contains(stack.changed, i));
    }
}

TEST_CASE("a snapshot that somebody holds never changes")
{
    struct Held {
        std::shared_ptr<LayerStack const> snapshot;
        std::vector<Layer> then;
    };
    World world;
    Crowd crowd{world, 40, 8};
    std::deque<Held> held;
    for (int step = 0; step < 200; ++step) {
        crowd.change_pictures();
        auto const snapshot = world.viewport.snapshot();
        held.push_back({snapshot, snapshot->layers});
        INFO("step " << step);
        for (auto const& h : held)
            REQUIRE(h.snapshot->layers == h.then);
        while (held.size() > std::size_t(crowd.number(4)))
            held.pop_front();
    }
}

TEST_CASE("a picture that was replaced is let go with the last snapshot that somebody holds")
{
    World world;
    PictureNode still{world.windows()}, lively{world.windows()};
    still.set_picture(pixels(8, 6), {8, 6});
    lively.set_position({20, 20});
    std::shared_ptr<LayerStack const> on_screen;
    for (int frame = 0; frame < 8; ++frame) {
        lively.set_picture(pixels(8, 6), {8, 6});
        auto in_flight = world.viewport.snapshot();
        std::weak_ptr<Content const> const before = on_screen ? on_screen->layers[0].content : nullptr;
        INFO("frame " << frame);
        CHECK((before.lock() != nullptr) == (frame > 0));
        on_screen = std::move(in_flight); // the flip
        CHECK(before.expired());
    }
}

TEST_CASE("thousands of pictures that rest are not looked at")
{
    World world;
    Crowd crowd{world, 40, 9};
    world.settle();
    crowd.any().set_picture(pixels(8, 6), {8, 6});
    auto const first = world.settle();
    crowd.any().set_picture(pixels(8, 6), {8, 6});
    auto const second = world.settle();
    CHECK(first.arrangement == second.arrangement);
    CHECK(second.changed.size() <= 1);
    crowd.any().set_position({0, 0});
    CHECK(world.settle().arrangement != second.arrangement);
}
