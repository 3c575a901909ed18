#include "stage.hpp"

#include "base/wlr.hpp"

#include <stdexcept>
#include <wayland-client-core.h>

namespace vitrail::test {

namespace {

constexpr wlr_surface_role plain_role{
    .name = "plain",
    .no_object = true,
    .commit =
        [](wlr_surface* surface) {
            if (wlr_surface_has_buffer(surface))
                wlr_surface_map(surface);
        },
};

} // namespace

wlr_surface& Stage::give_role(wl_display& display, TestSurface& surface)
{
    surface.client().settle();
    auto* const client = wl_client_from_link(wl_display_get_client_list(&display)->next);
    auto* const resource = wl_client_get_object(client, wl_proxy_get_id(reinterpret_cast<wl_proxy*>(surface.c())));
    if (!resource)
        throw std::runtime_error{"the server does not know the surface"};
    auto* const server_side = wlr_surface_from_resource(resource);
    wlr_surface_set_role(server_side, &plain_role, nullptr, 0);
    return *server_side;
}

} // namespace vitrail::test
