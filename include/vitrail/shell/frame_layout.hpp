#pragma once

#include "base/geometry.hpp"
#include "shell/placement.hpp"

#include <vector>

namespace vitrail {

/// What a window's frame consists of.
enum class FramePart { None, Bar, Minimise, Maximise, Close, Edge };

/// A place on a frame. `edges` are those that are held there; none but for an Edge.
struct FrameSpot {
    FramePart part = FramePart::None;
    Edges edges{};

    friend bool operator==(FrameSpot const&, FrameSpot const&) = default;
};

/// Where the parts of a window's frame are: a bar on top, borders on the other sides, and around them, unseen, a strip by
/// which the window is sized. Logical units, from the top left of all that is seen. Pure.
struct FrameLayout {
    static constexpr int grab = 8;    ///< the strip's width
    static constexpr int corner = 20; ///< so near to a corner both its edges are held

    Size<Logical> outer;    ///< the window with its frame
    Insets sides;           ///< the frame's
    bool can_size = false;  ///< by its edges
    bool can_fill = true;   ///< it has a button to maximise it
    bool can_hide = true;   ///< it has a button to minimise it

    friend bool operator==(FrameLayout const&, FrameLayout const&) = default;

    struct Button {
        FramePart part;
        Rect<Logical> box;
    };
    /// From left to right; as many as there is room for, the one that closes first.
    [[nodiscard]] std::vector<Button> buttons() const;
    /// What the buttons leave of the bar.
    [[nodiscard]] Rect<Logical> title() const;
    [[nodiscard]] Rect<Logical> bar() const { return {0, 0, outer.width, sides.top}; }
    /// What is at `at`; none: not the frame, or a border that nothing can be done with.
    [[nodiscard]] FrameSpot spot(FPoint<Logical> at) const;
    /// Is `at` on the frame, or on the strip around it?
    [[nodiscard]] bool reaches(FPoint<Logical> at) const;

private:
    [[nodiscard]] Edges edges(FPoint<Logical> at) const;
};

} // namespace vitrail
