#pragma once

#include "base/attached.hpp"
#include "base/wlr.hpp"

namespace vitrail {

/// A protocol object that belongs to one wl_surface, at most one of its kind for each. `Tag` tells kinds apart.
///
/// The client's object lives until the client destroys it; when the surface goes first it becomes inert, and every
/// request but its destruction is the client's error.
template <class Tag> class SurfaceExtension {
public:
    SurfaceExtension(wlr_surface& surface, wl_resource& resource) : surface_{surface}, resource_{&resource} {}
    SurfaceExtension(SurfaceExtension const&) = delete;
    SurfaceExtension& operator=(SurfaceExtension const&) = delete;
    ~SurfaceExtension()
    {
        if (resource_)
            wl_resource_set_user_data(resource_, nullptr);
    }

    /// Makes the client's object for `surface`. False: it has one already; then nothing was made.
    static bool create(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource* surface_resource,
                       wl_interface const& interface, void const* requests)
    {
        auto& surface = *wlr_surface_from_resource(surface_resource);
        auto* known = attached<SurfaceExtension>(surface.addons);
        if (known && known->resource_)
            return false;
        auto* resource = wl_resource_create(client, &interface, wl_resource_get_version(manager), id);
        if (!resource) {
            wl_client_post_no_memory(client);
            return true;
        }
        if (!known)
            known = &attach<SurfaceExtension>(surface.addons, surface, *resource);
        known->resource_ = resource;
        wl_resource_set_implementation(resource, requests, known, [](wl_resource* gone) {
            if (auto* self = of(gone))
                self->resource_ = nullptr;
        });
        return true;
    }

    /// Null once the surface is gone.
    [[nodiscard]] static SurfaceExtension* of(wl_resource* resource)
    {
        return static_cast<SurfaceExtension*>(wl_resource_get_user_data(resource));
    }
    [[nodiscard]] wlr_surface& surface() const { return surface_; }
    /// Null once the client has destroyed its object.
    [[nodiscard]] wl_resource* resource() const { return resource_; }

private:
    wlr_surface& surface_;
    wl_resource* resource_;
};

inline void destroy_resource(wl_client*, wl_resource* resource) { wl_resource_destroy(resource); }

} // namespace vitrail
