#include "scene/picture_node.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

#include <cstdlib>
#include <map>
#include <random>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// What one pixel shows, by definition: whoever has it, from the top down to the first that hides the rest, and how.
using Sight = std::vector<std::tuple<std::uint64_t, Px, float, float>>;

/// A few coloured rectangles in a few trees, changed at random.
class Changes {
public:
    explicit Changes(World& world, unsigned seed) : world_{world}, random_{seed}
    {
        for (auto& tree : trees_)
            tree = std::make_unique<Tree>(&world.windows());
        for (auto& node : nodes_)
            node = make();
    }

    void one()
    {
        auto& node = nodes_[number(nodes_.size())];
        auto& tree = trees_[number(trees_.size())];
        switch (number(10)) {
        case 0: return node->set_position(somewhere());
        case 1: return node->set_size(some_size());
        case 2: return node->set_color(some_color());
        case 3: return node->set_enabled(number(2));
        case 4: return node->raise();
        case 5: return node->lower();
        case 6: return node->reparent(*tree);
        case 7: return tree->set_position(somewhere());
        case 8: return tree->raise();
        case 9: node = make(); return;
        }
    }

    /// What each pixel shows, found by asking every node.
    [[nodiscard]] std::vector<Sight> look() const
    {
        auto const size = world_.viewport.view().size;
        std::vector<Sight> out(std::size_t(size.area()));
        std::vector<bool> closed(out.size());
        for (auto tree = world_.windows().children().rbegin(); tree != world_.windows().children().rend(); ++tree) {
            auto const& children = (*tree)->as_tree()->children();
            for (auto child = children.rbegin(); child != children.rend(); ++child)
                add(*(*child)->as_leaf(), out, closed);
        }
        return out;
    }

private:
    void add(Leaf const& leaf, std::vector<Sight>& out, std::vector<bool>& closed) const
    {
        auto const& view = world_.viewport.view();
        if (!leaf.shown())
            return;
        auto const dest = view.turned(view.upright_rounded(leaf.corner(view, leaf.absolute_position()), leaf.picture().size));
        auto const seen = dest.intersected(Px::of(view.size));
        for (int y = seen.y; y < seen.bottom(); ++y)
            for (int x = seen.x; x < seen.right(); ++x) {
                auto const at = std::size_t(y * view.size.width + x);
                if (!closed[at])
                    out[at].emplace_back(leaf.id().value, dest, leaf.picture().color.r, leaf.picture().color.a);
                closed[at] = closed[at] || leaf.picture().color.opaque();
            }
    }

    std::unique_ptr<ColorNode> make()
    {
        return std::make_unique<ColorNode>(*trees_[number(trees_.size())], some_size(), some_color());
    }
    std::size_t number(std::size_t below) { return random_() % below; }
    Point<Logical> somewhere() { return {int(number(50)) - 10, int(number(40)) - 10}; }
    Size<Logical> some_size() { return {int(number(25)), int(number(25))}; }
    Color some_color() { return number(2) ? Color{float(number(3)) / 4, 0, 0, 1} : Color{float(number(3)) / 8, 0, 0, 0.5F}; }

    World& world_;
    std::mt19937 random_;
    std::array<std::unique_ptr<Tree>, 3> trees_;
    std::array<std::unique_ptr<ColorNode>, 9> nodes_;
};

unsigned seed()
{
    char const* text = std::getenv("VITRAIL_SEED");
    return text ? unsigned(std::strtoul(text, nullptr, 10)) : 1;
}

/// The pixels for which `is` holds.
template <class F> Pixels pixels_where(Size<OutputPx> size, F is)
{
    Pixels out;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            if (is(std::size_t(y * size.width + x)))
                out |= Px{x, y, 1, 1};
    return out;
}

} // namespace

TEST_CASE("after any change the damage is exactly the pixels that show something else")
{
    View const view = GENERATE(View{.size = {48, 36}}, View{.origin = {3, -2}, .scale = 1.5, .size = {48, 36}},
                               View{.scale = 2, .transform = Transform::Flipped90, .size = {36, 48}});
    World world{view};
    Changes changes{world, seed()};
    INFO("seed " << seed());
    world.settle();
    auto before = changes.look();
    for (int step = 0; step < 150; ++step) {
        changes.one();
        if (step % 3 == 0)
            changes.one();
        auto const now = changes.look();
        auto const stack = world.settle();
        INFO("step " << step);
        REQUIRE(stack.all_damage() == pixels_where(view.size, [&](auto i) { return now[i] != before[i]; }));
        for (auto const& layer : stack.layers)
            REQUIRE(layer.visible == pixels_where(view.size, [&](auto i) {
                return std::ranges::any_of(now[i], [&](auto const& s) { return std::get<0>(s) == layer.id.value; });
            }));
        before = now;
    }
}
