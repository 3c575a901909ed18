#pragma once

#include "base/event_loop.hpp"
#include "base/fd.hpp"

#include <memory>

struct wl_client;
struct wl_display;
struct wl_global;
struct wl_resource;

namespace vitrail {

/// wp_linux_drm_syncobj_manager_v1: clients say when their buffers are ready, and are told when they may have them back,
/// by points on timelines instead of fences that the kernel guesses. What the points mean for commits is in
/// commit_gate.cpp.
///
/// Not wlroots' manager: that one forgets the release points of commits that are never applied because their surface
/// goes, and keeps that of the last buffer when a surface is unmapped.
class ExplicitSync {
public:
    /// `drm` (not taken) is the device whose syncobjs clients share. Null where its kernel cannot tell the event loop of
    /// points that signal. Surfaces are those of a compositor global that a scene latches.
    [[nodiscard]] static std::unique_ptr<ExplicitSync> create(wl_display& display, EventLoop const& loop, int drm);
    ~ExplicitSync();
    ExplicitSync(ExplicitSync const&) = delete;
    ExplicitSync& operator=(ExplicitSync const&) = delete;

    /// Only for the protocol's own code.
    [[nodiscard]] std::shared_ptr<Fd> const& device() const { return device_; }

private:
    ExplicitSync(wl_display& display, Fd device);

    std::shared_ptr<Fd> device_; // lives as long as any timeline that was imported
    wl_global* global_ = nullptr;
};

} // namespace vitrail
