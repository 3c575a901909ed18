// A loop that runs away: how it is scheduled at first, and after half a second of work without a rest.

#include "../../src/realtime.hpp"

#include <cstdio>
#include <ctime>
#include <sched.h>

namespace {

void report()
{
    std::printf("policy %d\n", sched_getscheduler(0) & ~SCHED_RESET_ON_FORK);
    std::fflush(stdout);
}

double worked()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

} // namespace

int main()
{
    vitrail::Realtime realtime;
    realtime.use(true);
    report();
    while (worked() < 0.5) { }
    report();
}
