#include "compare.hpp"

#include "own_stage.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <format>
#include <ranges>

namespace vitrail::test {

unsigned first_seed()
{
    char const* text = std::getenv("VITRAIL_SEED");
    return text ? unsigned(std::strtoul(text, nullptr, 10)) : 1;
}

int scene_count(int few, int many)
{
    char const* full = std::getenv("VITRAIL_FULL");
    return full && std::strcmp(full, "1") == 0 ? many : few;
}

std::string difference(Screen const& ours, Screen const& theirs, OwnStage& our_stage, int steps)
{
    auto const differ = [=](Argb a, Argb b) {
        for (int shift = 0; shift < 32; shift += 8)
            if (std::abs(int(a >> shift & 0xff) - int(b >> shift & 0xff)) > steps)
                return true;
        return false;
    };
    if (ours.width != theirs.width || ours.height != theirs.height)
        return "the sizes differ";
    auto const count
        = std::ranges::count(std::views::zip_transform(differ, ours.pixels, theirs.pixels), true);
    for (int y = 0; y < ours.height; ++y)
        for (int x = 0; x < ours.width; ++x)
            if (auto const mine = ours.at(x, y), other = theirs.at(x, y); differ(mine, other))
                return std::format("{} pixels differ, the first at {},{}: {:08x} not {:08x}\n{}", count, x, y, mine, other,
                                   our_stage.layers_at(x, y));
    return {};
}

} // namespace vitrail::test
