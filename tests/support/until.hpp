#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace vitrail::test {

/// Waits until `condition` holds, looking every two milliseconds (or `pause`, where a look is dear); false when it still does not after `timeout`.
///
/// In the test bed's virtual time the wait costs nothing and ends in the same instant of every run.
inline bool until(std::function<bool()> const& condition, std::chrono::nanoseconds timeout = std::chrono::seconds{10},
    std::chrono::nanoseconds pause = std::chrono::milliseconds{2})
{
    auto const end = std::chrono::steady_clock::now() + timeout;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

} // namespace vitrail::test
