// linux-drm-syncobj-v1: whoever breaks its rules is told which, and nobody else notices.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "guest.hpp"
#include "late_fence.hpp"
#include "linux-drm-syncobj-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>
#include <wayland-client.h>

using namespace vitrail::test;

namespace {

constexpr Extent size{100, 80};

/// A window whose client says by points when its pictures are ready, and one picture that it did right.
class Explicit {
public:
    explicit Explicit(Guest& guest) : guest_{guest}
    {
        manager_ = guest.client().bind<wp_linux_drm_syncobj_manager_v1>(
            wp_linux_drm_syncobj_manager_v1_interface, 1);
        REQUIRE(manager_);
        sync = wp_linux_drm_syncobj_manager_v1_get_surface(manager_, surface().c());
        int const fd = line_.export_fd();
        timeline = wp_linux_drm_syncobj_manager_v1_import_timeline(manager_, fd);
        close(fd);
        line_.signal(1);
        acquire(1), release(2), attach();
        surface().commit();
        guest_.turn();
        REQUIRE(guest_.client().alive());
    }
    ~Explicit()
    {
        for (auto* each : {timeline, second_timeline})
            if (each)
                wp_linux_drm_syncobj_timeline_v1_destroy(each);
        for (auto* each : {sync, second_sync})
            if (each)
                wp_linux_drm_syncobj_surface_v1_destroy(each);
        wp_linux_drm_syncobj_manager_v1_destroy(manager_);
    }
    Explicit(Explicit const&) = delete;
    Explicit& operator=(Explicit const&) = delete;

    void acquire(std::uint64_t point) { set(wp_linux_drm_syncobj_surface_v1_set_acquire_point, point); }
    void release(std::uint64_t point) { set(wp_linux_drm_syncobj_surface_v1_set_release_point, point); }
    void attach() { surface().attach(&picture_); }
    void commit() { surface().commit(); }
    void destroy_surface() { window_.reset(); }
    [[nodiscard]] TestSurface& surface() { return window_->surface(); }
    [[nodiscard]] wp_linux_drm_syncobj_manager_v1* manager() const { return manager_; }

    wp_linux_drm_syncobj_surface_v1 *sync = nullptr, *second_sync = nullptr;
    wp_linux_drm_syncobj_timeline_v1 *timeline = nullptr, *second_timeline = nullptr;

private:
    void set(auto request, std::uint64_t point)
    {
        request(sync, timeline, std::uint32_t(point >> 32), std::uint32_t(point));
    }

    Guest& guest_;
    wp_linux_drm_syncobj_manager_v1* manager_ = nullptr;
    ClientTimeline line_;
    TestDmabuf picture_{guest_.client(), size, PixelFormat::Xrgb8888};
    std::optional<TestWindow> window_{std::in_place, guest_.client(), WindowSetup{.size = size}};
};

struct Fault {
    char const* what;
    std::function<void(Explicit&)> commit;
    std::optional<std::uint32_t> error; // none: it is right
    wl_interface const* interface = &wp_linux_drm_syncobj_surface_v1_interface;
};

std::vector<Fault> const faults{
    {"a second object for the surface",
     [](Explicit& e) { e.second_sync = wp_linux_drm_syncobj_manager_v1_get_surface(e.manager(), e.surface().c()); },
     WP_LINUX_DRM_SYNCOBJ_MANAGER_V1_ERROR_SURFACE_EXISTS, &wp_linux_drm_syncobj_manager_v1_interface},
    {"a timeline that is a file",
     [](Explicit& e) {
         int const fd = open("/dev/null", O_RDWR | O_CLOEXEC);
         e.second_timeline = wp_linux_drm_syncobj_manager_v1_import_timeline(e.manager(), fd);
         close(fd);
     },
     WP_LINUX_DRM_SYNCOBJ_MANAGER_V1_ERROR_INVALID_TIMELINE, &wp_linux_drm_syncobj_manager_v1_interface},
    {"an acquire point for a surface that is gone", [](Explicit& e) { e.destroy_surface(), e.acquire(3); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_SURFACE},
    {"a release point for a surface that is gone", [](Explicit& e) { e.destroy_surface(), e.release(3); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_SURFACE},
    {"an acquire point without a buffer", [](Explicit& e) { e.acquire(3), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_BUFFER},
    {"a release point without a buffer", [](Explicit& e) { e.release(3), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_BUFFER},
    {"points with no buffer at all",
     [](Explicit& e) { e.acquire(3), e.release(4), e.surface().attach(nullptr), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_BUFFER},
    {"a buffer without an acquire point", [](Explicit& e) { e.release(3), e.attach(), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_ACQUIRE_POINT},
    {"a buffer without a release point", [](Explicit& e) { e.acquire(3), e.attach(), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_RELEASE_POINT},
    {"a buffer without any point", [](Explicit& e) { e.attach(), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_NO_ACQUIRE_POINT},
    {"a release point that is the acquire point", [](Explicit& e) { e.acquire(3), e.release(3), e.attach(), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_CONFLICTING_POINTS},
    {"a release point before the acquire point",
     [](Explicit& e) { e.acquire(std::uint64_t{1} << 32), e.release(5), e.attach(), e.commit(); },
     WP_LINUX_DRM_SYNCOBJ_SURFACE_V1_ERROR_CONFLICTING_POINTS},
    {"both points, in their order", [](Explicit& e) { e.acquire(3), e.release(4), e.attach(), e.commit(); }, {}},
    {"neither buffer nor points", [](Explicit& e) { e.commit(); }, {}},
    {"no buffer at all, without points", [](Explicit& e) { e.surface().attach(nullptr), e.commit(); }, {}},
    {"a timeline that was destroyed after its points were set",
     [](Explicit& e) {
         e.acquire(1), e.release(3), e.attach();
         wp_linux_drm_syncobj_timeline_v1_destroy(e.timeline);
         e.timeline = nullptr;
         e.commit();
     },
     {}},
    {"a buffer without points once the object for them is gone",
     [](Explicit& e) {
         wp_linux_drm_syncobj_surface_v1_destroy(e.sync);
         e.sync = nullptr;
         e.attach(), e.commit();
     },
     {}},
};

} // namespace

TEST_CASE("whoever breaks a rule of explicit synchronisation is told which one, and only that client is ended")
{
    Vitrail vitrail;
    Guest witness{vitrail};
    TestWindow window{witness.client(), {.size = size}};
    for (auto const& fault : faults) {
        CAPTURE(fault.what);
        Guest guest{vitrail};
        Explicit client{guest};
        fault.commit(client);
        guest.turn();
        auto const error = guest.client().protocol_error();
        CHECK(guest.client().alive() == !fault.error);
        REQUIRE(error.has_value() == fault.error.has_value());
        if (error) {
            CHECK(error->interface == fault.interface->name);
            CHECK(error->code == *fault.error);
        }
        witness.turn(); // its window may have the keyboard again, and draws itself for that
        auto const before = window.surface().feedback.size();
        window.surface().request_feedback();
        window.draw(before % 2 ? red : blue);
        REQUIRE(witness.until([&] { return window.surface().feedback.size() > before; }));
        CHECK(window.surface().feedback.back().presented);
    }
    CHECK(vitrail.stop() == 0);
}
