#include "output/output_rules.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace vitrail {

namespace {

constexpr int rounding_mhz = 100; // 60 Hz may mean 59.94 Hz, and 75 Hz 75.025 Hz

} // namespace

OutputRule OutputRules::rule_for(DisplayIdentity const& display) const
{
    for (auto const& name : {own_name(display), display.connector})
        if (auto const it = by_name.find(name); it != by_name.end())
            return it->second;
    return {};
}

std::string own_name(DisplayIdentity const& display)
{
    std::string out;
    for (auto const* part : {&display.make, &display.model, &display.serial})
        if (!part->empty())
            out += (out.empty() ? "" : " ") + *part;
    return out;
}

Mode closest_mode(std::span<Mode const> modes, Mode const& wanted)
{
    auto const distance = [&](Mode const& m) {
        if (m.size != wanted.size)
            return std::numeric_limits<int>::max();
        return wanted.refresh_mhz > 0 ? std::abs(m.refresh_mhz - wanted.refresh_mhz) : -m.refresh_mhz;
    };
    auto const best = std::ranges::min_element(modes, {}, distance);
    return best != modes.end() && distance(*best) <= rounding_mhz ? *best : wanted;
}

} // namespace vitrail
