#pragma once

#include "frame/plane_caps.hpp"
#include "frame/verdict.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace vitrail {

/// Where one layer goes: on `plane`, or (nullopt) into the composed buffer, for the reason in `verdict`.
struct Placement {
    std::optional<PlaneId> plane;
    Verdict verdict = Verdict::NotCovering;

    friend bool operator==(Placement const&, Placement const&) = default;
};

/// The decision for one LayerStack: `placements[i]` belongs to `layers[i]`.
struct Assignment {
    std::vector<Placement> placements;

    /// Is there anything left for the composer? (An empty stack too: its background must be painted.)
    [[nodiscard]] bool needs_composition() const
    {
        return placements.empty() || std::ranges::any_of(placements, [](auto const& p) { return !p.plane; });
    }
    [[nodiscard]] std::optional<std::size_t> layer_on(PlaneId plane) const
    {
        for (std::size_t i = 0; i < placements.size(); ++i)
            if (placements[i].plane == plane)
                return i;
        return std::nullopt;
    }
    friend bool operator==(Assignment const&, Assignment const&) = default;
};

} // namespace vitrail
