#include "output/gamma_control.hpp"

#include "base/owned.hpp"

namespace vitrail {

GammaControl::GammaControl(wl_display& display, OutputManager& outputs)
    : outputs_{outputs}
    , protocol_{wlr_gamma_control_manager_v1_create(&display)}
{
    set_.connect<&GammaControl::on_set>(this, protocol_->events.set_gamma);
}

void GammaControl::on_set(wlr_gamma_control_manager_v1_set_gamma_event* event)
{
    auto const* output = outputs_.find(event->output);
    if (!output) // off, or about to go; its ramps end with it
        return wlr_gamma_control_v1_send_failed_and_destroy(event->control);
    Owned<wlr_color_transform, wlr_color_transform_unref> const ramps{
        wlr_gamma_control_v1_get_color_transform(event->control)};
    auto& display = *output->scanout();
    if (!display.set_color_ramps(ramps.get()))
        wlr_gamma_control_v1_send_failed_and_destroy(event->control);
    else if (display.events.needs_frame)
        display.events.needs_frame();
}

} // namespace vitrail
