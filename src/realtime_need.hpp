#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>

namespace vitrail {

/// What the kernel counted for a thread since it began. Source: /proc/TID/schedstat, Documentation/scheduler/sched-stats.rst.
struct ProcessorUse {
    Duration ran{};             ///< time for which it had a processor
    Duration waited{};          ///< time for which it could have run while others did
    std::uint64_t slices = 0;   ///< how often it was given a processor
};

/// Whether a thread should run before others, and for how long.
///
/// That is not free: who does is woken where he ran last, though another processor may be awake, and in a virtual machine to wake
/// one can cost more than a frame. So it is claimed when a wait is what each frame begins with, or when frames take so long that
/// whatever comes in between is felt: painted without a GPU, say. It is given back after a while; each time that this was too
/// early the while is twice as long.
class RealtimeNeed {
public:
    /// What was counted by `now`; asked now and then while it works, after a rest only what follows counts.
    /// Until when it should run before others, if there is a need. Waits are not seen while it does.
    std::optional<Time> look(Time now, ProcessorUse const& counted);

private:
    struct Look {
        Time when;
        ProcessorUse counted;
    };

    std::optional<Look> last_;
    Time until_{}; // the last answer
    Duration hold_{};
    int busy_looks_ = 0; // in a row
};

} // namespace vitrail
