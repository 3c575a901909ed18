// commit-timing-v1. What a moment means for commits is in commit_gate.cpp.

#include "scene/commit_gate.hpp"
#include "scene/timing_protocols.hpp"
#include "surface_extension.hpp"

#include <algorithm>
#include <commit-timing-v1-protocol.h>

namespace vitrail {

namespace {

using CommitTimer = SurfaceExtension<struct CommitTimerTag>;

constexpr std::uint32_t nanoseconds_in_a_second = 1'000'000'000;
/// Later than any clock shows, and far from where sums overflow.
constexpr std::uint64_t last_second = std::uint64_t{1} << 32;

void set_timestamp(wl_client*, wl_resource* resource, std::uint32_t sec_hi, std::uint32_t sec_lo, std::uint32_t nsec)
{
    auto* timer = CommitTimer::of(resource);
    auto* gate = timer ? CommitGate::of(timer->surface()) : nullptr;
    if (!timer)
        return wl_resource_post_error(resource, WP_COMMIT_TIMER_V1_ERROR_SURFACE_DESTROYED,
                                      "the surface of this object is gone");
    if (nsec >= nanoseconds_in_a_second)
        return wl_resource_post_error(resource, WP_COMMIT_TIMER_V1_ERROR_INVALID_TIMESTAMP,
                                      "%u nanoseconds are more than a second", nsec);
    if (!gate)
        return;
    if (gate->wishes.not_before)
        return wl_resource_post_error(resource, WP_COMMIT_TIMER_V1_ERROR_TIMESTAMP_EXISTS,
                                      "the next commit has a timestamp already");
    auto const seconds = std::min(std::uint64_t{sec_hi} << 32 | sec_lo, last_second);
    gate->wishes.not_before = Time{std::chrono::seconds{seconds} + Duration{nsec}};
}

constexpr struct wp_commit_timer_v1_interface timer_requests{.set_timestamp = set_timestamp, .destroy = destroy_resource};

void get_timer(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource* surface)
{
    if (!CommitTimer::create(client, manager, id, surface, ::wp_commit_timer_v1_interface, &timer_requests))
        wl_resource_post_error(manager, WP_COMMIT_TIMING_MANAGER_V1_ERROR_COMMIT_TIMER_EXISTS,
                               "this surface has a wp_commit_timer_v1 already");
}

constexpr struct wp_commit_timing_manager_v1_interface commit_timing_manager_requests{.destroy = destroy_resource, .get_timer = get_timer};

void bind_commit_timing_manager(wl_client* client, void*, std::uint32_t version, std::uint32_t id)
{
    if (auto* manager = wl_resource_create(client, &::wp_commit_timing_manager_v1_interface, int(version), id))
        wl_resource_set_implementation(manager, &commit_timing_manager_requests, nullptr, nullptr);
    else
        wl_client_post_no_memory(client);
}

} // namespace

void create_commit_timing_manager(wl_display& display)
{
    wl_global_create(&display, &::wp_commit_timing_manager_v1_interface, 1, nullptr, bind_commit_timing_manager);
}

} // namespace vitrail
