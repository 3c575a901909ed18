#pragma once

#include "base/wlr.hpp"

namespace vitrail {

/// A wlr_output_state that is finished on every path.
struct OutputState : wlr_output_state {
    OutputState() { wlr_output_state_init(this); }
    ~OutputState() { wlr_output_state_finish(this); }
    OutputState(OutputState const&) = delete;
    OutputState& operator=(OutputState const&) = delete;
};

} // namespace vitrail
