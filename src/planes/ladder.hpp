#pragma once

#include "frame/plane_caps.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vitrail {

/// A plane (its index) and its height.
struct Spot {
    std::size_t plane = 0;
    int zpos = 0;
};

/// One picture that wants a plane, of those in `planes` (bit n: plane n), the one that it had `before` if possible.
struct Rung {
    std::uint64_t planes = 0;
    std::optional<Spot> before;
};

/// Which plane each picture gets: a ladder of rungs from the bottom to the top, on planes that each have their own
/// range of heights.
///
/// Every rung lies higher than the one before, and lower than `ceiling`; each of the planes in `required` is used.
/// Planes in `reserved` are taken last: somebody else has them, and moving him is a change that the display notices.
/// Nullopt: there is no such ladder, or it is too hard to find.
///
/// Example: planes of fixed heights 0, 1, 2 of which only 1 reads NV12; [RGB, NV12] gives 0, 1; [NV12, RGB] gives 1, 2;
/// [RGB, RGB, NV12] gives nothing.
[[nodiscard]] std::optional<std::vector<Spot>> find_ladder(std::span<PlaneCaps const> planes,
                                                           std::span<Rung const> rungs, std::uint64_t required,
                                                           std::uint64_t reserved, int ceiling);

} // namespace vitrail
