#pragma once

#include "scene/timeline_point.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct wl_event_loop;
struct wlr_buffer;
struct wlr_surface;

namespace vitrail {

/// Waits for one fence without blocking; gone, it waits no more.
class Fence {
public:
    virtual ~Fence() = default;
};

/// Does the kernel know somebody to be writing to it? The cheap question: nearly always nobody is.
[[nodiscard]] bool is_being_drawn(wlr_buffer& buffer);

/// The fences of the buffer that `surface`'s next commit attaches, which have not signalled yet: `acquire` if the
/// client says when its buffer is ready (linux-drm-syncobj-v1), else the implicit ones of a dmabuf. `signalled` is called once for each.
[[nodiscard]] std::vector<std::unique_ptr<Fence>> pending_fences(wlr_surface& surface, std::optional<TimelinePoint> const& acquire,
                                                                 wl_event_loop* loop,
                                                                 std::function<void()> const& signalled);

} // namespace vitrail
