#pragma once

#include <cstdint>
#include <memory>

struct wlr_buffer;
struct wlr_drm_syncobj_timeline;

namespace vitrail {

/// A moment on a client's timeline (drm_syncobj): it has come once somebody signals it.
struct TimelinePoint {
    std::shared_ptr<wlr_drm_syncobj_timeline> timeline;
    std::uint64_t point = 0;
};

/// The client's word that it waits for `point` before it draws into a buffer again. Signalled exactly once: when this
/// goes, which is when nobody will read for that commit any more, whether it was ever shown or not.
class ReleasePoint {
public:
    explicit ReleasePoint(TimelinePoint point) : point_{std::move(point)} {}
    ReleasePoint(ReleasePoint const&) = delete;
    ReleasePoint& operator=(ReleasePoint const&) = delete;
    ~ReleasePoint();

private:
    TimelinePoint point_;
};

/// Keeps `point` until nobody uses `buffer`, which must be in use: until the flip that replaces it on the last output.
void signal_with_release(wlr_buffer& buffer, std::unique_ptr<ReleasePoint> point);

} // namespace vitrail
