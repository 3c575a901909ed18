#pragma once

#include "frame/plane_caps.hpp"
#include "frame/verdict.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace vitrail {

/// Where one layer goes: on `plane` at height `zpos`, or (nullopt) into the composed buffer, for the reason in `verdict`.
struct Placement {
    std::optional<PlaneId> plane;
    Verdict verdict = Verdict::NotStableYet;
    int zpos = 0;

    friend bool operator==(Placement const&, Placement const&) = default;
};

/// How a layer's pixels get to the screen, as the composed buffer sees it.
enum class Path {
    Composed, ///< painted into it
    Above,    ///< on a plane above it, or there is no composed buffer
    Below,    ///< on a plane below it, seen through a hole
};

/// The decision for one LayerStack: `placements[i]` belongs to `layers[i]`.
///
/// `composed` is where the composed buffer goes: the primary plane as a rule; an overlay above it when a client's
/// buffer has the primary plane; nullopt when clients' buffers are all there is to see. Planes are ordered by zpos.
struct Assignment {
    std::vector<Placement> placements;
    std::optional<PlaneId> composed;
    int composed_zpos = 0;

    [[nodiscard]] bool needs_composition() const { return composed.has_value(); }
    [[nodiscard]] Path path(std::size_t layer) const
    {
        auto const& p = placements[layer];
        return !p.plane ? Path::Composed : composed && p.zpos < composed_zpos ? Path::Below : Path::Above;
    }
    [[nodiscard]] std::optional<std::size_t> layer_on(PlaneId plane) const
    {
        auto const it = std::ranges::find(placements, plane, &Placement::plane);
        return it == placements.end() ? std::nullopt : std::optional{std::size_t(it - placements.begin())};
    }
    friend bool operator==(Assignment const&, Assignment const&) = default;
};

} // namespace vitrail
