#pragma once

#include "backend/scanout.hpp"
#include "base/geometry.hpp"
#include "base/transform.hpp"
#include "output/variable_refresh.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrail {

/// What the user wants of one display; what is empty is ours to choose.
struct OutputRule {
    std::optional<Mode> mode; ///< zero refresh: the highest there is at that size
    std::optional<double> scale;
    std::optional<Point<Logical>> position; ///< of its top left corner in the layout
    std::optional<Transform> transform;
    bool off = false; ///< it counts as not there
    VrrUse vrr = VrrUse::Fullscreen;
    bool tearing = true; ///< pictures that fill it may tear when their clients ask for it
    friend bool operator==(OutputRule const&, OutputRule const&) = default;
};

/// What the user wants of which display, by name: that of its connector ("HDMI-A-1"), or the display's own.
struct OutputRules {
    std::map<std::string, OutputRule> by_name;

    /// The rule for this display. Its own name is stronger than its connector's; without either all is ours to choose.
    [[nodiscard]] OutputRule rule_for(DisplayIdentity const& display) const;
    friend bool operator==(OutputRules const&, OutputRules const&) = default;
};

/// What a program asks for one display: a rule that is stronger than the user's for that very display.
struct OutputRequest {
    DisplayIdentity display;
    OutputRule rule;
};
using OutputRequests = std::vector<OutputRequest>;

/// What makes sense as a scale; clients are told of it in 120ths (fractional-scale-v1).
inline constexpr double least_scale = 0.5, largest_scale = 8, scale_steps = 120;

/// "Make Model Serial" as the display's EDID has them, without those that it lacks.
[[nodiscard]] std::string own_name(DisplayIdentity const& display);

/// The display's own mode that a person means by `wanted` (refresh rates are rounded when they are written down);
/// `wanted` itself where it has none: a custom mode.
[[nodiscard]] Mode closest_mode(std::span<Mode const> modes, Mode const& wanted);

} // namespace vitrail
