#pragma once

#include "base/result.hpp"

#include <sys/types.h>

namespace vitrail {

/// Runs this process's first thread, the loop, before everything that is scheduled ordinarily, where the system lets it:
/// a frame is then not late because a compiler runs beside it. See sched(7), SCHED_RR.
///
/// Threads and programs started from it are scheduled ordinarily. So is the loop itself once it has run for 0.15 seconds
/// without a rest: a loop that runs away must not take the machine with it.
class Realtime {
public:
    /// Nothing is asked for yet.
    Realtime();
    /// Asks for it, the kernel first and then RealtimeKit, or gives it back; says in the log what became of it, when that is new.
    void use(bool wanted);
    /// A program that was started: it may run as long as it could before.
    void set_free(pid_t child) const;

private:
    bool begin();
    Result<> begin_by_rtkit();
    bool limit_run(unsigned long hard);
    void end();

    bool limits_known_ = false;
    unsigned long soft_ = 0, hard_ = 0; // RLIMIT_RTTIME as it was, microseconds
    bool wanted_ = false;
};

} // namespace vitrail
