#include "base/event_loop.hpp"
#include "base/transform.hpp"
#include "base/wlr.hpp"

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <poll.h>
#include <sys/eventfd.h>
#include <vector>

using namespace vitrail;
using namespace std::chrono_literals;

TEST_CASE("transforms mean what wl_output's mean")
{
    Rect<OutputPx> const r{3, 5, 20, 10};
    Size<OutputPx> const area{100, 60};
    for (int a = 0; a < 8; ++a) {
        auto const t = static_cast<Transform>(a);
        auto const c = static_cast<wl_output_transform>(a);
        wlr_box const in{r.x, r.y, r.width, r.height};
        wlr_box out{};
        wlr_box_transform(&out, &in, c, area.width, area.height);
        CHECK(transformed(r, t, area) == Rect<OutputPx>{out.x, out.y, out.width, out.height});
        CHECK(inverted(t) == static_cast<Transform>(wlr_output_transform_invert(c)));
        for (int b = 0; b < 8; ++b)
            CHECK(composed(t, static_cast<Transform>(b))
                  == static_cast<Transform>(wlr_output_transform_compose(c, static_cast<wl_output_transform>(b))));
    }
}

TEST_CASE("virtual time fires timers in order, at their time, and only those that are due")
{
    EventLoop loop{nullptr, EventLoop::Clock::Virtual};
    auto const start = loop.now();
    std::vector<std::pair<char, Duration>> fired;
    auto const note = [&](char name) { return [&, name] { fired.emplace_back(name, loop.now() - start); }; };
    Timer a{loop, note('a')}, b{loop, note('b')}, c{loop, note('c')}, never{loop, note('n')};
    b.arm(start + 20ms);
    a.arm(start + 10ms);
    c.arm(start + 20ms);
    never.arm(start + 15ms);
    never.disarm();
    loop.advance_to(start + 20ms - 1ns);
    CHECK(fired == std::vector<std::pair<char, Duration>>{{'a', 10ms}});
    loop.advance_to(start + 1s);
    CHECK(fired == std::vector<std::pair<char, Duration>>{{'a', 10ms}, {'b', 20ms}, {'c', 20ms}});
    CHECK(loop.now() == start + 1s);
    CHECK(loop.timer_wakeups() == 3);
    CHECK(loop.next_timer() == Time::max());
}

TEST_CASE("a timer that arms itself again keeps its beat")
{
    EventLoop loop{nullptr, EventLoop::Clock::Virtual};
    auto const start = loop.now();
    int beats = 0;
    Timer* self = nullptr;
    Timer timer{loop, [&] {
                    ++beats;
                    self->arm(loop.now() + 10ms);
                }};
    self = &timer;
    timer.arm(start + 10ms);
    loop.advance_to(start + 1s);
    CHECK(beats == 100);
}

TEST_CASE("in real time a timer does not fire early, and the loop sleeps until it does")
{
    std::unique_ptr<wl_event_loop, decltype(&wl_event_loop_destroy)> const events{wl_event_loop_create(), wl_event_loop_destroy};
    EventLoop loop{events.get(), EventLoop::Clock::Real};
    std::vector<char> fired;
    Timer late{loop, [&] { fired.push_back('l'); }}, early{loop, [&] { fired.push_back('e'); }}, never{loop, [&] { fired.push_back('n'); }};
    auto const start = loop.now();
    late.arm(start + 3ms);
    never.arm(start + 1ms);
    early.arm(start + 2ms);
    never.disarm();
    int turns = 0;
    for (; fired.size() < 2 && turns < 10; ++turns)
        wl_event_loop_dispatch(events.get(), -1);
    CHECK(fired == std::vector{'e', 'l'});
    CHECK(loop.now() >= start + 3ms);
    CHECK(turns <= 3);
}

TEST_CASE("a timer that is always due leaves turns to everybody else")
{
    std::unique_ptr<wl_event_loop, decltype(&wl_event_loop_destroy)> const events{wl_event_loop_create(), wl_event_loop_destroy};
    EventLoop loop{events.get(), EventLoop::Clock::Real};
    int slices = 0, served = 0;
    Timer* self = nullptr;
    Timer timer{loop, [&] {
                    ++slices;
                    self->arm(loop.now());
                }};
    self = &timer;
    Fd const ready{eventfd(1, EFD_CLOEXEC)}; // for ever
    auto const serve = [](int, std::uint32_t, void* count) { return ++*static_cast<int*>(count), 0; };
    auto* const source = wl_event_loop_add_fd(events.get(), ready.get(), WL_EVENT_READABLE, serve, &served);
    timer.arm(loop.now());
    for (int i = 0; i < 10; ++i)
        wl_event_loop_dispatch(events.get(), 0);
    wl_event_source_remove(source);
    CHECK(served == 10);
    CHECK(slices >= 10);
    CHECK(slices <= 11); // one before the first turn
}

TEST_CASE("when nothing is due at once any more, the loop sleeps until the next timer, and then for good")
{
    std::unique_ptr<wl_event_loop, decltype(&wl_event_loop_destroy)> const events{wl_event_loop_create(), wl_event_loop_destroy};
    EventLoop loop{events.get(), EventLoop::Clock::Real};
    int slices = 0;
    bool rung = false;
    Timer* self = nullptr;
    Timer slice{loop, [&] {
                    if (++slices < 5)
                        self->arm(loop.now());
                }};
    self = &slice;
    Timer later{loop, [&] { rung = true; }};
    auto const start = loop.now();
    later.arm(start + 20ms);
    slice.arm(start);
    auto const turns_until = [&](auto const& reached) {
        int turns = 0;
        for (; !reached() && turns < 100; ++turns)
            wl_event_loop_dispatch(events.get(), -1);
        return turns;
    };
    CHECK(turns_until([&] { return slices == 5; }) <= 6);
    CHECK(turns_until([&] { return rung; }) <= 2);
    CHECK(loop.now() >= start + 20ms);
    pollfd awake{.fd = wl_event_loop_get_fd(events.get()), .events = POLLIN, .revents = 0};
    CHECK(poll(&awake, 1, 0) == 0);
}
