#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"
#include "realtime_need.hpp"

#include <optional>
#include <sys/types.h>

namespace vitrail {

/// Runs this process's first thread, the loop, before everything that is scheduled ordinarily, where the system lets it and
/// while there is a need (`RealtimeNeed`): a frame is then not late because a compiler runs beside it. See sched(7), SCHED_RR.
///
/// Threads and programs started from it are scheduled ordinarily. So is the loop itself once it has run for 0.15 seconds
/// without a rest: a loop that runs away must not take the machine with it.
class Realtime {
public:
    /// Nothing is asked for yet.
    Realtime();
    /// Whether it is done at all; says in the log what became of it, when that is new. The kernel lets the loop change to and fro.
    /// RealtimeKit is asked if that does not, but once: the loop is scheduled so from then on.
    void use(bool wanted);
    /// Now and then while the loop works: is there a need? Else, was it long ago?
    void look(Time now);
    /// A program that was started: it may run as long as it could before.
    void set_free(pid_t child) const;

private:
    enum class State { Off, WhenNeeded, Now, Always };

    bool begin();
    Result<> begin_by_rtkit();
    bool limit_run(unsigned long hard);
    void end();
    void claim(Time until);
    [[nodiscard]] std::optional<ProcessorUse> counted() const;

    bool limits_known_ = false;
    unsigned long soft_ = 0, hard_ = 0; // RLIMIT_RTTIME as it was, microseconds
    Fd counts_;                         // the kernel's, of the loop
    State state_ = State::Off;
    RealtimeNeed need_;
    Time until_{}; // State::Now
    bool wanted_ = false;
};

} // namespace vitrail
