#pragma once

#include "base/fd.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>

struct wl_event_loop;
struct wl_event_source;

namespace vitrail {

class Timer;

/// The one place that reads a clock and arms timers.
///
/// Real: CLOCK_MONOTONIC and one absolute timerfd of nanoseconds for all timers (wl_event_loop's own have millisecond
/// grain). It is set once a turn of the loop at most, when everything that was ready has been handled; what is due by
/// then is called at once. Virtual: time stands still until a test calls `advance_to`; timers fire then, in order, at
/// exactly their time. So a test of a minute takes as long as its work does and gives the same result every time.
class EventLoop {
public:
    enum class Clock { Real, Virtual };

    /// `loop` is the display's; not owned.
    EventLoop(wl_event_loop* loop, Clock clock);
    EventLoop(EventLoop const&) = delete;
    EventLoop& operator=(EventLoop const&) = delete;
    ~EventLoop();

    [[nodiscard]] Time now() const;
    [[nodiscard]] wl_event_loop* c() const { return loop_; }
    [[nodiscard]] bool is_virtual() const { return clock_ == Clock::Virtual; }

    /// How many timers of ours have fired: a static screen adds none.
    [[nodiscard]] std::uint64_t timer_wakeups() const { return wakeups_; }

    /// When does the next timer fire? `Time::max()` if none is armed.
    [[nodiscard]] Time next_timer() const;
    /// Called now and then while timers fire, never while none does: for what must look at the process from time to time.
    std::function<void()> now_and_then;

    /// Virtual clock only: moves time to `t`, firing what is due on the way in order of time.
    void advance_to(Time t);

private:
    friend class Timer;
    struct Later {
        bool operator()(Timer const* a, Timer const* b) const;
    };

    void open_alarm();
    [[nodiscard]] bool is_set_for(Time at) const;
    void set_alarm();
    void look_at_end_of_turn();
    void fire_due();

    wl_event_loop* loop_;
    Clock clock_;
    Time virtual_now_{std::chrono::seconds{1000}};
    std::set<Timer*, Later> armed_;
    std::uint64_t arm_order_ = 0;
    std::uint64_t wakeups_ = 0, rings_ = 0;
    Fd alarm_; // real clock only; none: libwayland's timer serves, less exactly
    wl_event_source* alarm_source_ = nullptr;
    wl_event_source* end_of_turn_ = nullptr; // until it was called
    std::optional<Time> alarm_at_;           // also when it has rung, until it is set anew
};

/// Calls back once, at an absolute time. Disarmed when destroyed.
class Timer {
public:
    Timer(EventLoop& loop, std::function<void()> callback);
    Timer(Timer const&) = delete;
    Timer& operator=(Timer const&) = delete;
    ~Timer();

    /// Fires at `when`, or, if that is past, after everything that is ready now; armed by a timer that fires then, after
    /// everything that is ready next. Re-arming replaces the earlier time.
    void arm(Time when);
    void disarm();
    [[nodiscard]] bool armed() const { return armed_; }

private:
    friend class EventLoop;
    void fire();

    EventLoop& loop_;
    std::function<void()> callback_;
    Time when_{};
    std::uint64_t order_ = 0; // equal times fire in the order in which they were armed
    bool armed_ = false;
};

} // namespace vitrail
