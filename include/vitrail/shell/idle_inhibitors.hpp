#pragma once

#include "base/slot.hpp"
#include "shell/world.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wlr_idle_inhibitor_v1;

namespace vitrail {

/// zwp_idle_inhibit_manager_v1: a film keeps the screen from going dark, for as long as somebody can see it.
///
/// Visible means: in the picture that a display shows now. A window that is minimised, covered, locked away or on a
/// display that is off keeps nobody awake.
class IdleInhibitors {
public:
    IdleInhibitors(wl_display& display, World const& world);
    ~IdleInhibitors();

    /// What displays show may have changed.
    void update();

private:
    struct Inhibitor;

    void on_new(wlr_idle_inhibitor_v1* inhibitor);

    World world_;
    std::vector<std::unique_ptr<Inhibitor>> all_;
    Slot<wlr_idle_inhibitor_v1> new_;
};

} // namespace vitrail
