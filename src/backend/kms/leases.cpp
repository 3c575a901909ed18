#include "leases.hpp"

#include "base/log.hpp"

namespace vitrail {

Leases::Leases(wl_display& display, wlr_backend& backend)
    : protocol_{wlr_drm_lease_v1_manager_create(&display, &backend)}
{
    if (protocol_)
        request_.connect<&Leases::on_request>(this, protocol_->events.request);
}

void Leases::offer(wlr_output& display)
{
    if (protocol_ && wlr_drm_lease_v1_manager_offer_output(protocol_, &display))
        log::info("{}: can be leased", display.name);
}

void Leases::on_request(wlr_drm_lease_request_v1* request)
{
    if (!wlr_drm_lease_request_v1_grant(request)) // wlroots has told the client
        log::warning("a display cannot be leased: another program has it, or the driver refuses");
}

} // namespace vitrail
