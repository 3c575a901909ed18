#include "output/plane_use.hpp"

#include <algorithm>
#include <array>

namespace vitrail {

namespace {

constexpr std::array<std::string_view, 3> plane_use_names{"all", "primary", "none"};

} // namespace

std::string_view name_of(PlaneUse use)
{
    return plane_use_names[static_cast<std::size_t>(use)];
}

std::optional<PlaneUse> plane_use(std::string_view name)
{
    auto const found = std::ranges::find(plane_use_names, name);
    return found == plane_use_names.end() ? std::nullopt : std::optional{static_cast<PlaneUse>(found - plane_use_names.begin())};
}

} // namespace vitrail
