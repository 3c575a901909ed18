#include "scene/heartbeat.hpp"

#include "base/wlr.hpp"
#include "scene/surface_node.hpp"

#include <utility>

namespace vitrail {

Heartbeat::Heartbeat(EventLoop& loop) : loop_{loop}, timer_{loop, [this] { beat(); }} {}

void Heartbeat::wait(SurfaceNode& node)
{
    waiting_.insert(&node);
    if (!timer_.armed())
        timer_.arm(loop_.now() + pause);
}

void Heartbeat::forget(SurfaceNode& node)
{
    waiting_.erase(&node);
    if (waiting_.empty())
        timer_.disarm();
}

void Heartbeat::beat()
{
    auto const now = to_timespec(loop_.now());
    for (auto* node : std::exchange(waiting_, {}))
        if (node->surface() && !node->pacing_viewport()) // else an output calls it back
            wlr_surface_send_frame_done(node->surface(), &now);
}

} // namespace vitrail
