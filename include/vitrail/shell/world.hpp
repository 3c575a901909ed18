#pragma once

#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "scene/scene.hpp"

namespace vitrail {

class Seat;

/// What windows live in. Nothing of it is owned here.
struct World {
    Scene& scene;
    Seat& seat;
    OutputManager& outputs;

    /// The active output with that identity; null while it is away.
    [[nodiscard]] Output* find(DisplayIdentity const& identity) const;
    /// The output for a window whose middle is at `at`; null only before the first display.
    [[nodiscard]] Output* at(Point<Logical> at) const;
    /// The part of `output` that windows may fill.
    [[nodiscard]] Rect<Logical> usable_area(Output const& output) const { return output.area(); }
};

} // namespace vitrail
