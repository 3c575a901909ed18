#include "base/event_loop.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/timerfd.h>
#include <utility>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

constexpr std::uint64_t rings_between = 32; // from one look at the process to the next

} // namespace

bool EventLoop::Later::operator()(Timer const* a, Timer const* b) const
{
    return a->when_ != b->when_ ? a->when_ < b->when_ : a->order_ < b->order_;
}

EventLoop::EventLoop(wl_event_loop* loop, Clock clock) : loop_{loop}, clock_{clock}
{
    if (!is_virtual())
        open_alarm();
}

EventLoop::~EventLoop()
{
    for (auto* source : {alarm_source_, end_of_turn_})
        if (source)
            wl_event_source_remove(source);
}

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

// --- the real clock's alarm ----------------------------------------------------------------------------------------

void EventLoop::open_alarm()
{
    alarm_ = Fd{timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)};
    auto const rung = [](int, std::uint32_t, void* self) { return static_cast<EventLoop*>(self)->look_at_end_of_turn(), 0; };
    if (alarm_)
        alarm_source_ = wl_event_loop_add_fd(loop_, alarm_.get(), WL_EVENT_READABLE, rung, this);
    if (alarm_source_)
        return;
    log::warning("timers are less exact: {}; raise the limit on open files", std::strerror(errno));
    alarm_.reset();
    auto const rung_late = [](void* self) { return static_cast<EventLoop*>(self)->look_at_end_of_turn(), 0; };
    alarm_source_ = wl_event_loop_add_timer(loop_, rung_late, this); // they share a descriptor that is there
}

void EventLoop::look_at_end_of_turn()
{
    if (is_virtual() || end_of_turn_)
        return;
    auto const look = [](void* data) {
        auto& self = *static_cast<EventLoop*>(data);
        self.fire_due();
        if (++self.rings_ % rings_between == 0 && self.now_and_then)
            self.now_and_then();
        self.end_of_turn_ = nullptr; // from here on, or this turn would never end
        self.set_alarm();
    };
    end_of_turn_ = wl_event_loop_add_idle(loop_, look, this);
}

/// What is armed meanwhile waits for the next turn: clients get theirs in between.
void EventLoop::fire_due()
{
    auto const until = now();
    auto const last = arm_order_;
    for (auto it = armed_.begin(); it != armed_.end() && (*it)->when_ <= until;) {
        auto* const timer = *it++;
        if (timer->order_ > last)
            continue;
        timer->fire();
        it = armed_.begin(); // any timer may be gone by now
    }
}

/// An alarm that has rung stays ready to read until it is set anew, and so rings in each turn. Nothing is as cheap a way to wait
/// for what is due at once: one that is set to a time that is past is still an interrupt, and the processor is halted for it.
bool EventLoop::is_set_for(Time at) const
{
    if (!alarm_at_)
        return at == Time::max();
    auto const is = now();
    return at > is ? at == *alarm_at_ : alarm_ && *alarm_at_ <= is;
}

void EventLoop::set_alarm()
{
    auto const at = next_timer();
    bool const none = at == Time::max();
    if (is_set_for(at))
        return;
    alarm_at_ = none ? std::nullopt : std::optional{at};
    if (alarm_) {
        itimerspec spec{};
        if (!none)
            spec.it_value = to_timespec(std::max(at, Time{Duration{1}})); // all zero disarms
        timerfd_settime(alarm_.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
    } else if (alarm_source_) {
        using std::chrono::milliseconds;
        constexpr milliseconds least{1}, most = std::chrono::hours{24};
        auto const wait = std::chrono::ceil<milliseconds>(at - now());
        wl_event_source_timer_update(alarm_source_, none ? 0 : int(std::clamp(wait, least, most).count()));
    }
}

// --- one timer -----------------------------------------------------------------------------------------------------

Timer::Timer(EventLoop& loop, std::function<void()> callback) : loop_{loop}, callback_{std::move(callback)} {}
Timer::~Timer() { disarm(); }

void Timer::arm(Time when)
{
    disarm();
    when_ = when;
    order_ = ++loop_.arm_order_;
    armed_ = true;
    loop_.armed_.insert(this);
    loop_.look_at_end_of_turn();
}

void Timer::disarm()
{
    if (std::exchange(armed_, false))
        loop_.armed_.erase(this);
}

void Timer::fire()
{
    disarm();
    ++loop_.wakeups_;
    callback_();
}

} // namespace vitrail
