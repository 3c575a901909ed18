// linux-drm-syncobj-v1: the protocol. How commits wait for acquire points is in commit_gate.cpp and fence.cpp, when release
// points are signalled in timeline_point.cpp.

#include "scene/explicit_sync.hpp"

#include "base/wlr.hpp"
#include "scene/commit_gate.hpp"
#include "surface_extension.hpp"
#include "sync_surface.hpp"

#include <fcntl.h>
#include <linux-drm-syncobj-v1-protocol.h>
#include <utility>

namespace vitrail {

namespace {

using SyncSurface = SurfaceExtension<struct SyncSurfaceTag>;
using Timeline = std::shared_ptr<wlr_drm_syncobj_timeline>;

Timeline& timeline_of(wl_resource* resource) { return *static_cast<Timeline*>(wl_resource_get_user_data(resource)); }

/// The timeline keeps the device, whose descriptor it was made with.
Timeline shared(wlr_drm_syncobj_timeline* timeline, std::shared_ptr<Fd> device)
{
    return {timeline, [device = std::move(device)](auto* t) { wlr_drm_syncobj_timeline_unref(t); }};
}

// --- a surface's points --------------------------------------------------------------------------------------------

void set_point(wl_resource* resource, wl_resource* timeline, std::uint64_t point,
               std::optional<TimelinePoint> CommitWishes::* which)
{
    auto* surface = SyncSurface::of(resource);
    if (!surface)
        return wl_resource_post_error(resource, WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_SURFACE,
                                      "the surface of this object is gone");
    if (auto* gate = CommitGate::of(surface->surface()))
        gate->wishes.*which = TimelinePoint{timeline_of(timeline), point};
}

constexpr struct wp_linux_drm_syncobj_surface_v1_interface surface_requests{
    .destroy = destroy_resource,
    .set_acquire_point =
        [](wl_client*, wl_resource* r, wl_resource* timeline, std::uint32_t high, std::uint32_t low) {
            set_point(r, timeline, std::uint64_t{high} << 32 | low, &CommitWishes::acquire);
        },
    .set_release_point =
        [](wl_client*, wl_resource* r, wl_resource* timeline, std::uint32_t high, std::uint32_t low) {
            set_point(r, timeline, std::uint64_t{high} << 32 | low, &CommitWishes::release);
        },
};

// --- the manager ---------------------------------------------------------------------------------------------------

void get_surface(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource* surface)
{
    if (!SyncSurface::create(client, manager, id, surface, ::wp_linux_drm_syncobj_surface_v1_interface, &surface_requests))
        wl_resource_post_error(manager, WP_LINUX_DRM_SYNCOBJ_MANAGER_V1_ERROR_SURFACE_EXISTS,
                               "this surface has a wp_linux_drm_syncobj_surface_v1 already");
}

constexpr struct wp_linux_drm_syncobj_timeline_v1_interface timeline_requests{.destroy = destroy_resource};

void import_timeline(wl_client* client, wl_resource* manager, std::uint32_t id, int fd)
{
    Fd const taken{fd};
    auto const& device = static_cast<ExplicitSync*>(wl_resource_get_user_data(manager))->device();
    auto* timeline = wlr_drm_syncobj_timeline_import(device->get(), taken.get());
    if (!timeline)
        return wl_resource_post_error(manager, WP_LINUX_DRM_SYNCOBJ_MANAGER_V1_ERROR_INVALID_TIMELINE,
                                      "the descriptor is not a drm_syncobj");
    auto owned = std::make_unique<Timeline>(shared(timeline, device));
    auto* resource = wl_resource_create(client, &::wp_linux_drm_syncobj_timeline_v1_interface,
                                        wl_resource_get_version(manager), id);
    if (!resource)
        return wl_client_post_no_memory(client);
    wl_resource_set_implementation(resource, &timeline_requests, owned.release(),
                                   [](wl_resource* gone) { delete &timeline_of(gone); });
}

constexpr struct wp_linux_drm_syncobj_manager_v1_interface syncobj_manager_requests{
    .destroy = destroy_resource,
    .get_surface = get_surface,
    .import_timeline = import_timeline,
};

void bind_syncobj_manager(wl_client* client, void* self, std::uint32_t version, std::uint32_t id)
{
    if (auto* manager = wl_resource_create(client, &::wp_linux_drm_syncobj_manager_v1_interface, int(version), id))
        wl_resource_set_implementation(manager, &syncobj_manager_requests, self, nullptr);
    else
        wl_client_post_no_memory(client);
}

/// Can the event loop be told of a point that signals (Linux 6.6)?
bool can_wait(int drm, wl_event_loop* loop)
{
    auto* timeline = wlr_drm_syncobj_timeline_create(drm);
    if (!timeline)
        return false;
    wlr_drm_syncobj_timeline_waiter waiter{};
    bool const can = wlr_drm_syncobj_timeline_waiter_init(&waiter, timeline, 1, 0, loop, [](auto*) { });
    if (can)
        wlr_drm_syncobj_timeline_waiter_finish(&waiter);
    wlr_drm_syncobj_timeline_unref(timeline);
    return can;
}

} // namespace

ExplicitSync::ExplicitSync(wl_display& display, Fd device) : device_{std::make_shared<Fd>(std::move(device))}
{
    global_ = wl_global_create(&display, &::wp_linux_drm_syncobj_manager_v1_interface, 1, this, bind_syncobj_manager);
}

std::unique_ptr<ExplicitSync> ExplicitSync::create(wl_display& display, EventLoop const& loop, int drm)
{
    Fd device{fcntl(drm, F_DUPFD_CLOEXEC, 0)};
    if (!device || !can_wait(device.get(), loop.c()))
        return nullptr;
    return std::unique_ptr<ExplicitSync>{new ExplicitSync{display, std::move(device)}};
}

ExplicitSync::~ExplicitSync()
{
    if (global_)
        wl_global_destroy(global_);
}

/// There is no unsupported_buffer: points say when a buffer may be read, whatever it is made of.
bool has_its_points(wlr_surface& surface, CommitWishes const& wishes)
{
    auto* const sync = attached<SyncSurface>(surface.addons);
    auto* const resource = sync ? sync->resource() : nullptr;
    if (!resource)
        return true;
    auto const reject = [&](std::uint32_t code, char const* text) {
        wlr_surface_reject_pending(&surface, resource, code, "%s", text);
        return false;
    };
    auto const &acquire = wishes.acquire, &release = wishes.release;
    bool const attaches = surface.pending.committed & WLR_SURFACE_STATE_BUFFER && surface.pending.buffer;
    if (!attaches && (acquire || release))
        return reject(WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_BUFFER, "there are points, but there is no buffer");
    if (attaches && !acquire)
        return reject(WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_ACQUIRE_POINT, "a buffer without acquire point");
    if (attaches && !release)
        return reject(WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_RELEASE_POINT, "a buffer without release point");
    if (attaches && acquire->timeline == release->timeline && acquire->point >= release->point)
        return reject(WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_CONFLICTING_POINTS,
                      "the release point is not after the acquire point");
    return true;
}

} // namespace vitrail
