#pragma once

#include "base/fd.hpp"

#include <cstdint>
#include <functional>
#include <semaphore>
#include <thread>

struct wl_event_loop;
struct wl_event_source;

namespace vitrail::test {

/// Carries out on one thread, that of an event loop, what another asks for. One asks at a time.
class Errands {
public:
    /// To be made on the loop's thread, and to end there, before the loop does.
    explicit Errands(wl_event_loop& loop);
    ~Errands();
    Errands(Errands const&) = delete;
    Errands& operator=(Errands const&) = delete;

    /// Returns when it is done.
    void run(std::function<void()> const& errand);

private:
    static int on_wake(int descriptor, std::uint32_t, void* self);

    std::thread::id const thread_ = std::this_thread::get_id();
    Fd wake_;
    wl_event_source* source_;
    std::function<void()> const* errand_ = nullptr; // the other thread's, from its wake to `done_`
    std::binary_semaphore done_{0};
};

} // namespace vitrail::test
