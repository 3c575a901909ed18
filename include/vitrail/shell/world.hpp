#pragma once

#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "scene/scene.hpp"
#include "shell/frame_config.hpp"
#include "shell/keyboard_focus.hpp"
#include "shell/usable_areas.hpp"
#include "shell/window_looks.hpp"

namespace vitrail {

class Seat;

/// What windows live in. Nothing of it is owned here.
struct World {
    EventLoop& loop;
    Scene& scene;
    Seat& seat;
    OutputManager& outputs;
    UsableAreas& areas;
    KeyboardFocus& keyboard;
    WindowLooks const& looks;
    FrameConfig const& frames;

    /// The active output with that identity; null while it is away.
    [[nodiscard]] Output* find(DisplayIdentity const& identity) const;
    /// The output for a window whose middle is at `at`; null only before the first display.
    [[nodiscard]] Output* at(Point<Logical> at) const;
    /// The part of `output` that windows may fill.
    [[nodiscard]] Rect<Logical> usable_area(Output const& output) const
    {
        return areas.usable(output.identity(), output.area());
    }
};

} // namespace vitrail
