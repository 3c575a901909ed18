#pragma once

#include "input/seat.hpp"
#include "shell/fit.hpp"
#include "shell/placement.hpp"
#include "shell/window.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace vitrail {

/// The cursor for these edges of a window: a CSS cursor name.
[[nodiscard]] char const* cursor_for(Edges edges);

/// What edges of a window that is moved or sized meet when they come near.
struct Magnets {
    std::function<Rect<Logical>(Rect<Logical> const&)> area;  ///< the part of the screen for windows, where that box is
    std::function<std::vector<Rect<Logical>>()> others; ///< windows that can be seen
    int reach = 0; ///< logical units; 0: nothing holds
};

/// Where a window goes that is let go at some place: at an edge of the screen it fills a part of it.
struct Drop {
    Fit fit;
    Output* output;
    friend bool operator==(Drop const&, Drop const&) = default;
};

/// What moving a window asks and tells its desk.
struct MoveEvents {
    std::function<std::optional<Drop>(FPoint<Logical> at)> drop_at; ///< nothing: it stays where it is let go
    std::function<void(std::optional<Drop> const&)> preview;        ///< what would happen if it were let go now
    std::function<void()> done;
};

/// The window follows the pointer. One that fills its output becomes free first, with the pointer at the same part of
/// its width.
class MoveGrab final : public PointerGrab {
public:
    /// `pointer`: where it takes hold, in layout coordinates; nothing: where it moves first.
    MoveGrab(Window& window, std::optional<FPoint<Logical>> pointer, Magnets magnets, MoveEvents events);

    void motion(FPoint<Logical> at) override;
    void released() override;
    void ended() override;

private:
    void take_hold(FPoint<Logical> at);

    Window& window_; // the desk ends the grab before the window goes
    std::optional<Point<Logical>> hold_;  ///< where the pointer holds it, from the window's top left
    std::optional<Point<Logical>> before_; ///< where it was, if it was free
    std::optional<Drop> drop_;
    Magnets magnets_;
    MoveEvents events_;
};

/// Some of the window's edges follow the pointer; the others stay.
class ResizeGrab final : public PointerGrab {
public:
    ResizeGrab(Window& window, Edges edges, std::optional<FPoint<Logical>> pointer, Magnets magnets,
               std::function<void()> done);

    void motion(FPoint<Logical> at) override;
    void ended() override;
    [[nodiscard]] char const* cursor() const override { return cursor_for(edges_); }

private:
    Window& window_;
    Rect<Logical> start_;
    Edges edges_;
    std::optional<FPoint<Logical>> pointer_;
    Magnets magnets_;
    std::function<void()> done_;
};

} // namespace vitrail
