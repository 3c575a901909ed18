#pragma once

#include "client_surface.hpp"
#include "late_fence.hpp"
#include "linux-drm-syncobj-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <unistd.h>

namespace vitrail::test {

/// A client that says by linux-drm-syncobj when its pictures are ready.
class ExplicitSync {
public:
    ExplicitSync(TestClient& client, TestSurface& surface)
        : manager_{client.bind<wp_linux_drm_syncobj_manager_v1>(wp_linux_drm_syncobj_manager_v1_interface, 1)}
    {
        REQUIRE(manager_);
        surface_ = wp_linux_drm_syncobj_manager_v1_get_surface(manager_, surface.c());
        int const fd = timeline.export_fd();
        imported_ = wp_linux_drm_syncobj_manager_v1_import_timeline(manager_, fd);
        close(fd);
    }
    ~ExplicitSync()
    {
        wp_linux_drm_syncobj_timeline_v1_destroy(imported_);
        wp_linux_drm_syncobj_surface_v1_destroy(surface_);
        wp_linux_drm_syncobj_manager_v1_destroy(manager_);
    }
    void set_points(std::uint64_t acquire, std::uint64_t release)
    {
        wp_linux_drm_syncobj_surface_v1_set_acquire_point(surface_, imported_, 0, std::uint32_t(acquire));
        wp_linux_drm_syncobj_surface_v1_set_release_point(surface_, imported_, 0, std::uint32_t(release));
    }

    ClientTimeline timeline;

private:
    wp_linux_drm_syncobj_manager_v1* manager_;
    wp_linux_drm_syncobj_surface_v1* surface_ = nullptr;
    wp_linux_drm_syncobj_timeline_v1* imported_ = nullptr;
};

} // namespace vitrail::test
