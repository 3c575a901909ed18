#pragma once

struct wlr_surface;

namespace vitrail {

struct CommitWishes;

/// Has the pending commit of `surface` the points that linux-drm-syncobj-v1 wants? False: it was rejected, which is the
/// end of its client.
[[nodiscard]] bool has_its_points(wlr_surface& surface, CommitWishes const& wishes);

} // namespace vitrail
