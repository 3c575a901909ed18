#include "scene/timeline_point.hpp"

#include "base/attached.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"

#include <vector>

namespace vitrail {

namespace {

/// The release points that wait for one buffer. A client may commit the same buffer several times.
class WaitingPoints {
public:
    explicit WaitingPoints(wlr_buffer& buffer) { released_.connect<&WaitingPoints::on_released>(this, buffer.events.release); }
    void add(std::unique_ptr<ReleasePoint> point) { points_.push_back(std::move(point)); }

private:
    void on_released() { points_.clear(); }

    std::vector<std::unique_ptr<ReleasePoint>> points_;
    Slot<> released_;
};

} // namespace

ReleasePoint::~ReleasePoint()
{
    wlr_drm_syncobj_timeline_signal(point_.timeline.get(), point_.point); // fails only with the device
}

void signal_with_release(wlr_buffer& buffer, std::unique_ptr<ReleasePoint> point)
{
    auto* waiting = attached<WaitingPoints>(buffer.addons);
    if (!waiting)
        waiting = &attach<WaitingPoints>(buffer.addons, buffer);
    waiting->add(std::move(point));
}

} // namespace vitrail
