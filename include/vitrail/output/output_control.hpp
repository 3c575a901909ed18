#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "output/output_manager.hpp"

#include <optional>

namespace vitrail {

/// Display settings by programs such as kanshi and wlr-randr (wlr-output-management-v1).
///
/// What they ask for is an OutputRule like one of the configuration file, and takes the same way; it is stronger than
/// the file until that changes for the display.
class OutputControl {
public:
    OutputControl(wl_display& display, OutputManager& outputs);

    /// Tells programs what there is now; nothing goes out when nothing changed.
    void publish();

private:
    void on_apply(wlr_output_configuration_v1* configuration);
    void on_test(wlr_output_configuration_v1* configuration);
    [[nodiscard]] std::optional<OutputRequests> read(wlr_output_configuration_v1 const& configuration) const;

    OutputManager& outputs_;
    wlr_output_manager_v1* protocol_; // ends with the display
    Slot<wlr_output_configuration_v1> apply_, test_;
};

} // namespace vitrail
