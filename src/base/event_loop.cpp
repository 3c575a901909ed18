#include "base/event_loop.hpp"

#include "base/log.hpp"

#include <cerrno>
#include <cstring>
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

Timer::Timer(EventLoop& loop, std::function<void()> callback) : loop_{loop}, callback_{std::move(callback)}
{
    if (loop_.is_virtual())
        return;
    fd_ = Fd{timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
    if (!fd_) {
        log::error("no timer: {}; raise the limit on open files", std::strerror(errno));
        return;
    }
    source_ = wl_event_loop_add_fd(
        loop_.c(), fd_.get(), WL_EVENT_READABLE,
        [](int, std::uint32_t, void* self) {
            static_cast<Timer*>(self)->fire();
            return 0;
        },
        this);
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
