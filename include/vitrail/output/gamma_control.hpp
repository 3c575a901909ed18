#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "output/output_manager.hpp"

namespace vitrail {

/// Colour ramps of displays by programs such as gammastep and wlsunset (wlr-gamma-control-v1). A display that has none,
/// as a window in another session, says so.
class GammaControl {
public:
    GammaControl(wl_display& display, OutputManager& outputs);

private:
    void on_set(wlr_gamma_control_manager_v1_set_gamma_event* event);

    OutputManager& outputs_;
    wlr_gamma_control_manager_v1* protocol_; // ends with the display
    Slot<wlr_gamma_control_manager_v1_set_gamma_event> set_;
};

} // namespace vitrail
