#pragma once

#include "base/event_loop.hpp"

#include <unordered_set>

namespace vitrail {

class SurfaceNode;

/// Calls back clients whose surfaces nobody can see, once a second: a program that draws only when it is called back, as
/// most do that wait in eglSwapBuffers, would hang for as long as its window is hidden. Sleeps when nobody waits.
class Heartbeat {
public:
    explicit Heartbeat(EventLoop& loop);

    /// The surface waits for a callback and is on no screen.
    void wait(SurfaceNode& node);
    /// It is gone.
    void forget(SurfaceNode& node);

private:
    void beat();

    static constexpr Duration pause = std::chrono::seconds{1};

    EventLoop& loop_;
    std::unordered_set<SurfaceNode*> waiting_;
    Timer timer_;
};

} // namespace vitrail
