// A loop that runs away: how it is scheduled at first, once it works much, and after half a second of work without a
// rest; and whether it is scheduled in real time ever again.

#include "../../src/realtime.hpp"

#include <cstdio>
#include <ctime>
#include <sched.h>

namespace {

int policy() { return sched_getscheduler(0) & ~SCHED_RESET_ON_FORK; }

void report()
{
    std::printf("policy %d\n", policy());
    std::fflush(stdout);
}

double seconds(clockid_t clock)
{
    timespec t{};
    clock_gettime(clock, &t);
    return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

/// As a loop works that paints large pictures, until it is scheduled in real time, or for so long.
void make_frames(vitrail::Realtime& realtime, double longest)
{
    auto const begun = seconds(CLOCK_MONOTONIC);
    for (int i = 0; policy() != SCHED_RR && seconds(CLOCK_MONOTONIC) - begun < longest; ++i) {
        for (auto const from = seconds(CLOCK_PROCESS_CPUTIME_ID); seconds(CLOCK_PROCESS_CPUTIME_ID) - from < 0.002;) { }
        timespec const pause{.tv_sec = 0, .tv_nsec = 2'000'000};
        nanosleep(&pause, nullptr);
        timespec t{};
        clock_gettime(CLOCK_MONOTONIC, &t);
        if (i % 32 == 0)
            realtime.look(vitrail::from_timespec(t));
    }
}

} // namespace

int main()
{
    vitrail::Realtime realtime;
    realtime.use(true);
    report();
    make_frames(realtime, 20);
    report();
    for (auto const begun = seconds(CLOCK_PROCESS_CPUTIME_ID); seconds(CLOCK_PROCESS_CPUTIME_ID) - begun < 0.5;) { }
    report();
    make_frames(realtime, 2);
    report();
}
