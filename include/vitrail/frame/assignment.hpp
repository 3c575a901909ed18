#pragma once

#include "frame/placement_list.hpp"

#include <algorithm>
#include <optional>

namespace vitrail {

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
    PlacementList placements;
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
        auto const& all = placements.on_planes();
        auto const it = std::ranges::find(all, plane, [this](std::size_t layer) { return placements[layer].plane; });
        return it == all.end() ? std::nullopt : std::optional{*it};
    }
    friend bool operator==(Assignment const&, Assignment const&) = default;
};

} // namespace vitrail
