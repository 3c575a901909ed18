#pragma once

#include "base/fd.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <set>

struct wl_event_loop;
struct wl_event_source;

namespace vitrail {

class Timer;

/// The one place that reads a clock and arms timers.
///
/// Real: CLOCK_MONOTONIC and one timerfd per `Timer`, absolute, nanoseconds (wl_event_loop's own timers have millisecond
/// grain). Virtual: time stands still until a test calls `advance_to`; timers fire then, in order, at exactly their
/// time. So a test of a minute takes as long as its work does and gives the same result every time.
class EventLoop {
public:
    enum class Clock { Real, Virtual };

    /// `loop` is the display's; not owned.
    EventLoop(wl_event_loop* loop, Clock clock);

    [[nodiscard]] Time now() const;
    [[nodiscard]] wl_event_loop* c() const { return loop_; }
    [[nodiscard]] bool is_virtual() const { return clock_ == Clock::Virtual; }

    /// How many timers of ours have fired: a static screen adds none.
    [[nodiscard]] std::uint64_t timer_wakeups() const { return wakeups_; }

    /// Virtual clock only: when does the next timer fire? `Time::max()` if none is armed.
    [[nodiscard]] Time next_timer() const;
    /// Virtual clock only: moves time to `t`, firing what is due on the way in order of time.
    void advance_to(Time t);

private:
    friend class Timer;
    struct Later {
        bool operator()(Timer const* a, Timer const* b) const;
    };

    wl_event_loop* loop_;
    Clock clock_;
    Time virtual_now_{std::chrono::seconds{1000}};
    std::set<Timer*, Later> armed_; // virtual clock only
    std::uint64_t arm_order_ = 0;
    std::uint64_t wakeups_ = 0;
};

/// Calls back once, at an absolute time. Disarmed when destroyed.
class Timer {
public:
    Timer(EventLoop& loop, std::function<void()> callback);
    Timer(Timer const&) = delete;
    Timer& operator=(Timer const&) = delete;
    ~Timer();

    /// Fires at `when`, or at the next turn of the loop if that is past. Re-arming replaces the earlier time.
    void arm(Time when);
    void disarm();
    [[nodiscard]] bool armed() const { return armed_; }

private:
    friend class EventLoop;
    void fire();

    EventLoop& loop_;
    std::function<void()> callback_;
    Fd fd_; // real clock only
    wl_event_source* source_ = nullptr;
    Time when_{};
    std::uint64_t order_ = 0; // equal times fire in the order in which they were armed
    bool armed_ = false;
};

} // namespace vitrail
