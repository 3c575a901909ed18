#include "base/event_loop.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sys/timerfd.h>
#include <wayland-server-core.h>

namespace vitrail {

bool EventLoop::Later::operator()(Timer const* a, Timer const* b) const
{
    return a->when_ != b->when_ ? a->when_ < b->when_ : a->order_ < b->order_;
}

EventLoop::EventLoop(wl_event_loop* loop, Clock clock) : loop_{loop}, clock_{clock} {}

Time EventLoop::now() const
{
    if (is_virtual())
        return virtual_now_;
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return from_timespec(t);
}

Time EventLoop::next_timer() const
{
    return armed_.empty() ? Time::max() : (*armed_.begin())->when_;
}

void EventLoop::advance_to(Time t)
{
    while (next_timer() <= t) {
        virtual_now_ = std::max(virtual_now_, next_timer());
        (*armed_.begin())->fire();
    }
    virtual_now_ = std::max(virtual_now_, t);
}

namespace {

/// `after`: from now; nothing disarms.
void arm_coarsely(wl_event_source* source, std::optional<Duration> after)
{
    using std::chrono::milliseconds;
    constexpr milliseconds least{1}, most = std::chrono::hours{24};
    auto const wait = after ? std::clamp(std::chrono::ceil<milliseconds>(*after), least, most) : milliseconds{0};
    if (source)
        wl_event_source_timer_update(source, int(wait.count()));
}

} // namespace

Timer::Timer(EventLoop& loop, std::function<void()> callback) : loop_{loop}, callback_{std::move(callback)}
{
    if (loop_.is_virtual())
        return;
    fd_ = Fd{timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
    auto const fired = [](int, std::uint32_t, void* self) {
        static_cast<Timer*>(self)->fire();
        return 0;
    };
    source_ = fd_ ? wl_event_loop_add_fd(loop_.c(), fd_.get(), WL_EVENT_READABLE, fired, this) : nullptr;
    if (source_)
        return;
    // libwayland's timers share one descriptor, and count in milliseconds.
    log::warning("a timer is less exact: {}; raise the limit on open files", std::strerror(errno));
    fd_.reset();
    auto const fired_late = [](void* self) {
        static_cast<Timer*>(self)->fire();
        return 0;
    };
    source_ = wl_event_loop_add_timer(loop_.c(), fired_late, this);
}

Timer::~Timer()
{
    disarm();
    if (source_)
        wl_event_source_remove(source_);
}

void Timer::arm(Time when)
{
    disarm();
    when_ = when;
    armed_ = true;
    if (loop_.is_virtual()) {
        order_ = ++loop_.arm_order_;
        loop_.armed_.insert(this);
        return;
    }
    if (!fd_)
        return arm_coarsely(source_, when - loop_.now());
    itimerspec spec{};
    spec.it_value = to_timespec(std::max(when, Time{Duration{1}})); // all zero would disarm
    timerfd_settime(fd_.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

void Timer::disarm()
{
    if (!armed_)
        return;
    armed_ = false;
    if (loop_.is_virtual()) {
        loop_.armed_.erase(this);
        return;
    }
    if (!fd_)
        return arm_coarsely(source_, {});
    itimerspec const never{};
    timerfd_settime(fd_.get(), 0, &never, nullptr);
}

void Timer::fire()
{
    if (!armed_)
        return; // disarmed by an earlier callback of the same turn
    disarm();
    ++loop_.wakeups_;
    callback_();
}

} // namespace vitrail
