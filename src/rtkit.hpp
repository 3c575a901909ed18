#pragma once

#include "base/result.hpp"

#include <sys/types.h>

namespace vitrail {

/// Asks RealtimeKit on the system bus to schedule a thread of this process in real time (SCHED_RR), for users who may not
/// do so themselves. It wants RLIMIT_RTTIME to be 0.2 s at most, the hard limit too. Waits half a second for the answer.
/// Source: org.freedesktop.RealtimeKit1, MakeThreadRealtime.
[[nodiscard]] Result<> ask_rtkit(pid_t thread, unsigned priority);

} // namespace vitrail
