#include "realtime.hpp"

#include "base/log.hpp"
#include "rtkit.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace vitrail {

namespace {

/// Processor time without a rest, in microseconds. No frame takes so long but one that is painted without a GPU.
constexpr rlim_t longest_run = 150'000;
/// What RealtimeKit wants as the hard limit; beyond it the kernel ends the program.
constexpr rlim_t rtkits_limit = 200'000;

/// The first thread's; its number is the process's. What it starts is scheduled ordinarily.
bool schedule(int policy)
{
    sched_param const parameters{.sched_priority = policy == SCHED_OTHER ? 0 : sched_get_priority_min(policy)};
    return sched_setscheduler(getpid(), policy | SCHED_RESET_ON_FORK, &parameters) == 0;
}

bool has_it() { return (sched_getscheduler(getpid()) & ~SCHED_RESET_ON_FORK) == SCHED_RR; }

/// There it gains little: a client's picture is not ready earlier. And each request would wake the loop at once, before
/// its client has gone on: programs that end while answers come in meanwhile were seen to hang (Qt 6).
bool only_processor()
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) == 1;
}

/// The kernel says that the loop has not rested for too long. Nothing but system calls: it may be anywhere.
void on_run_away(int)
{
    int const before = errno;
    schedule(SCHED_OTHER);
    constexpr std::string_view words = "vitrail: warning: the loop did not rest for 0.15 s; it is scheduled ordinarily from now on\n";
    std::ignore = write(STDERR_FILENO, words.data(), words.size());
    errno = before;
}

} // namespace

Realtime::Realtime() : counts_{open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)}
{
    rlimit limit{};
    limits_known_ = getrlimit(RLIMIT_RTTIME, &limit) == 0;
    soft_ = limit.rlim_cur;
    hard_ = limit.rlim_max;
}

void Realtime::use(bool wanted)
{
    if (wanted == std::exchange(wanted_, wanted))
        return;
    if (std::exchange(state_, State::Off) != State::Off)
        end();
    if (!wanted)
        return;
    if (only_processor()) {
        log::info("the loop is scheduled ordinarily: on the only processor it would interrupt clients in the middle of what they say");
    } else if (begin()) {
        bool const told = counted().has_value();
        state_ = told ? State::WhenNeeded : State::Always;
        log::info("the loop is scheduled in real time (SCHED_RR){}", told ? " when it is held up or has much to do" : "");
        if (told)
            end();
    } else if (auto const asked = begin_by_rtkit(); asked) {
        state_ = State::Always;
        log::info("the loop is scheduled in real time (SCHED_RR), by RealtimeKit");
    } else {
        log::info("the loop is scheduled ordinarily: not permitted, and RealtimeKit: {}. vitrail(1), REAL TIME, tells how to allow it more",
                  asked.error().message);
    }
}

void Realtime::look(Time now)
{
    if (state_ == State::Now && !has_it())
        state_ = State::Off; // it ran away
    if (state_ != State::WhenNeeded && state_ != State::Now)
        return;
    auto const count = counted();
    if (auto const until = count ? need_.look(now, *count) : std::nullopt)
        return claim(*until);
    if (state_ == State::WhenNeeded || now < until_)
        return;
    end();
    state_ = State::WhenNeeded;
    log::debug("the loop is scheduled ordinarily again");
}

void Realtime::claim(Time until)
{
    until_ = until;
    if (state_ == State::Now || !begin())
        return;
    state_ = State::Now;
    log::debug("the loop is scheduled in real time (SCHED_RR) now");
}

/// Nothing where the kernel does not count, or does not let us read it.
std::optional<ProcessorUse> Realtime::counted() const
{
    std::array<char, 96> text{};
    if (!counts_ || pread(counts_.get(), text.data(), text.size() - 1, 0) <= 0)
        return std::nullopt;
    unsigned long long ran = 0, waited = 0, slices = 0;
    if (std::sscanf(text.data(), "%llu %llu %llu", &ran, &waited, &slices) != 3 || slices == 0)
        return std::nullopt;
    return ProcessorUse{Duration{ran}, Duration{waited}, slices};
}

/// First the limit: there is no moment without it.
bool Realtime::begin()
{
    if (limit_run(hard_) && schedule(SCHED_RR))
        return true;
    end();
    return false;
}

/// The hard limit stays as low as that from here on: only root could raise it.
Result<> Realtime::begin_by_rtkit()
{
    if (!limit_run(std::min<rlim_t>(rtkits_limit, hard_)))
        return fail("limit", "{}", std::strerror(errno));
    hard_ = std::min<rlim_t>(rtkits_limit, hard_);
    soft_ = std::min<rlim_t>(soft_, hard_);
    auto asked = ask_rtkit(getpid(), unsigned(sched_get_priority_min(SCHED_RR)));
    if (!asked)
        end();
    return asked;
}

bool Realtime::limit_run(unsigned long hard)
{
    rlimit const limit{.rlim_cur = std::min<rlim_t>(longest_run, hard), .rlim_max = hard};
    struct sigaction action{};
    action.sa_handler = on_run_away;
    action.sa_flags = SA_RESTART;
    return limits_known_ && sigaction(SIGXCPU, &action, nullptr) == 0 && setrlimit(RLIMIT_RTTIME, &limit) == 0;
}

void Realtime::end()
{
    schedule(SCHED_OTHER);
    rlimit const limit{.rlim_cur = soft_, .rlim_max = hard_};
    setrlimit(RLIMIT_RTTIME, &limit);
    std::signal(SIGXCPU, SIG_DFL);
}

void Realtime::set_free(pid_t child) const
{
    rlimit const limit{.rlim_cur = soft_, .rlim_max = hard_};
    if (limits_known_)
        prlimit(child, RLIMIT_RTTIME, &limit, nullptr);
}

} // namespace vitrail
