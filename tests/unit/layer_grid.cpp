#include "frame/layer.hpp"
#include "frame/layer_grid.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

using namespace vitrail;

TEST_CASE("a grid finds every layer that is visible in an area, in their order, and few others")
{
    constexpr Size<OutputPx> screen{1000, 700};
    std::mt19937 dice{5};
    auto const number = [&](int below) { return int(dice() % unsigned(below)); };
    auto const box = [&](int largest) {
        return Rect<OutputPx>{number(screen.width) - 20, number(screen.height) - 20, 1 + number(largest), 1 + number(largest)};
    };
    LayerStack stack{.size = screen};
    for (int i = 0; i < 400; ++i)
        stack.layers.push_back({.id = {std::uint64_t(i + 1)},
                                .visible = (Region<OutputPx>{box(90)} | box(40)) & Rect<OutputPx>::of(screen)});
    stack.grid = std::make_shared<LayerGrid const>(stack.layers, screen);
    for (int i = 0; i < 200; ++i) {
        auto const area = (Region<OutputPx>{box(60)} | box(30)) & Rect<OutputPx>::of(screen);
        auto const found = stack.layers_in(area);
        CHECK(std::ranges::is_sorted(found));
        CHECK(std::ranges::adjacent_find(found) == found.end());
        CHECK(found.size() < 250);
        for (std::size_t l = 0; l < stack.layers.size(); ++l)
            if (auto const overlap = stack.layers[l].visible & area; !overlap.empty())
                CHECK(std::ranges::binary_search(found, l));
    }
}
