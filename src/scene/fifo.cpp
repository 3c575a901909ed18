// fifo-v1. What a barrier means for commits is in commit_gate.cpp.

#include "scene/commit_gate.hpp"
#include "scene/timing_protocols.hpp"
#include "surface_extension.hpp"

#include <fifo-v1-protocol.h>

namespace vitrail {

namespace {

using Fifo = SurfaceExtension<struct FifoTag>;

void wish(wl_resource* resource, bool CommitWishes::* what)
{
    auto* fifo = Fifo::of(resource);
    if (!fifo)
        return wl_resource_post_error(resource, WP_FIFO_V1_ERROR_SURFACE_DESTROYED, "the surface of this object is gone");
    if (auto* gate = CommitGate::of(fifo->surface()))
        gate->wishes.*what = true;
}

constexpr struct wp_fifo_v1_interface fifo_requests{
    .set_barrier = [](wl_client*, wl_resource* r) { wish(r, &CommitWishes::set_barrier); },
    .wait_barrier = [](wl_client*, wl_resource* r) { wish(r, &CommitWishes::wait_barrier); },
    .destroy = destroy_resource,
};

void get_fifo(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource* surface)
{
    if (!Fifo::create(client, manager, id, surface, ::wp_fifo_v1_interface, &fifo_requests))
        wl_resource_post_error(manager, WP_FIFO_MANAGER_V1_ERROR_ALREADY_EXISTS, "this surface has a wp_fifo_v1 already");
}

constexpr struct wp_fifo_manager_v1_interface fifo_manager_requests{.destroy = destroy_resource, .get_fifo = get_fifo};

void bind_fifo_manager(wl_client* client, void*, std::uint32_t version, std::uint32_t id)
{
    if (auto* manager = wl_resource_create(client, &::wp_fifo_manager_v1_interface, int(version), id))
        wl_resource_set_implementation(manager, &fifo_manager_requests, nullptr, nullptr);
    else
        wl_client_post_no_memory(client);
}

} // namespace

void create_fifo_manager(wl_display& display)
{
    wl_global_create(&display, &::wp_fifo_manager_v1_interface, 1, nullptr, bind_fifo_manager);
}

} // namespace vitrail
