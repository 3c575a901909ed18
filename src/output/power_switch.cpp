#include "power_switch.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output/output_manager.hpp"

namespace vitrail {

PowerSwitch::PowerSwitch(wl_display& display, OutputManager& outputs)
    : outputs_{outputs}
{
    set_mode_.connect<&PowerSwitch::on_set_mode>(this, wlr_output_power_manager_v1_create(&display)->events.set_mode);
}

void PowerSwitch::on_set_mode(wlr_output_power_v1_set_mode_event* event)
{
    auto* const output = outputs_.find(event->output);
    bool const on = event->mode == ZWLR_OUTPUT_POWER_V1_MODE_ON;
    if (output && !output->set_power(on))
        log::warning("{}: the display cannot be switched on again", output->identity().connector);
}

} // namespace vitrail
