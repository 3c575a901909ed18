#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

namespace vitrail {

/// Lends displays that are no part of the desktop (headsets) to programs that drive them themselves (drm-lease-v1).
class Leases {
public:
    /// Offers nothing where no card can lend.
    Leases(wl_display& display, wlr_backend& backend);

    void offer(wlr_output& display);

private:
    void on_request(wlr_drm_lease_request_v1* request);

    wlr_drm_lease_v1_manager* protocol_; // null: no card; ends with the display
    Slot<wlr_drm_lease_request_v1> request_;
};

} // namespace vitrail
