#pragma once

#include "base/geometry.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/cursor.hpp"
#include "scene/scene.hpp"

namespace vitrail {

/// Clients that hold the pointer in place or within a region, as games do (pointer-constraints-v1).
///
/// A constraint works while its surface has the pointer, its client has the keyboard, and the pointer is inside its
/// region; so a user who switches to another window is always free.
class PointerConstraints {
public:
    PointerConstraints(wl_display& display, Scene& scene, wlr_seat& seat, Cursor& cursor);

    /// What is left of a motion by `delta`.
    [[nodiscard]] FPoint<Logical> allowed(FPoint<Logical> delta);
    /// Focus or pointer moved: a constraint may begin or end.
    void update();

private:
    void on_new();
    void on_destroy();
    [[nodiscard]] wlr_pointer_constraint_v1* fitting() const;
    void activate(wlr_pointer_constraint_v1& constraint);
    void deactivate();
    void apply_hint(wlr_pointer_constraint_v1& constraint);

    Scene& scene_;
    wlr_seat& seat_;
    Cursor& cursor_;
    wlr_pointer_constraints_v1* protocol_; // ends with the display
    wlr_pointer_constraint_v1* active_ = nullptr;
    Slot<> new_;
    Slot<> keyboard_focus_;
    Slot<> destroyed_;
};

} // namespace vitrail
