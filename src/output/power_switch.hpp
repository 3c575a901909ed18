#pragma once

#include "base/slot.hpp"

struct wl_display;
struct wlr_output_power_v1_set_mode_event;

namespace vitrail {

class OutputManager;

/// zwlr_output_power_manager_v1: programs switch displays off and on. Windows stay where they are.
class PowerSwitch {
public:
    PowerSwitch(wl_display& display, OutputManager& outputs);

private:
    void on_set_mode(wlr_output_power_v1_set_mode_event* event);

    OutputManager& outputs_;
    Slot<wlr_output_power_v1_set_mode_event> set_mode_;
};

} // namespace vitrail
