#pragma once

#include "base/time.hpp"
#include "client.hpp"
#include "client_window.hpp"

#include "commit-timing-v1-client-protocol.h"
#include "fifo-v1-client-protocol.h"

namespace vitrail::test {

/// A window that draws through wp_fifo_v1: each picture is shown before the next may come.
struct FifoWindow {
    explicit FifoWindow(TestClient& client, WindowSetup const& setup = {})
        : window{client, setup}
        , manager{client.bind<wp_fifo_manager_v1>(wp_fifo_manager_v1_interface, 1)}
        , fifo{wp_fifo_manager_v1_get_fifo(manager, window.surface().c())}
    {
    }
    ~FifoWindow()
    {
        wp_fifo_v1_destroy(fifo);
        wp_fifo_manager_v1_destroy(manager);
    }

    void draw(Argb color)
    {
        wp_fifo_v1_wait_barrier(fifo);
        wp_fifo_v1_set_barrier(fifo);
        window.surface().request_feedback();
        window.draw(color);
    }

    TestWindow window;
    wp_fifo_manager_v1* manager;
    wp_fifo_v1* fifo;
};

/// A window whose pictures have their moments (wp_commit_timer_v1).
struct TimedWindow {
    explicit TimedWindow(TestClient& client, WindowSetup const& setup = {})
        : window{client, setup}
        , manager{client.bind<wp_commit_timing_manager_v1>(wp_commit_timing_manager_v1_interface, 1)}
        , timer{wp_commit_timing_manager_v1_get_timer(manager, window.surface().c())}
    {
    }
    ~TimedWindow()
    {
        wp_commit_timer_v1_destroy(timer);
        wp_commit_timing_manager_v1_destroy(manager);
    }

    void at(Time when)
    {
        auto const ns = std::uint64_t(when.time_since_epoch().count());
        auto const seconds = ns / 1'000'000'000;
        wp_commit_timer_v1_set_timestamp(timer, std::uint32_t(seconds >> 32), std::uint32_t(seconds),
                                         std::uint32_t(ns % 1'000'000'000));
    }
    void draw(Argb color, Time when)
    {
        at(when);
        window.surface().request_feedback();
        window.draw(color);
    }

    TestWindow window;
    wp_commit_timing_manager_v1* manager;
    wp_commit_timer_v1* timer;
};

} // namespace vitrail::test
