#include "client_output.hpp"

#include <wayland-client.h>

namespace vitrail::test {

namespace {

ClientOutput& self(void* data)
{
    return *static_cast<ClientOutput*>(data);
}

constexpr wl_output_listener listener{
    .geometry =
        [](void* data, wl_output*, int x, int y, int, int, int, char const* make, char const* model, int transform) {
            auto& o = self(data);
            o.x = x, o.y = y, o.make = make, o.model = model, o.transform = transform;
        },
    .mode =
        [](void* data, wl_output*, std::uint32_t flags, int width, int height, int refresh) {
            if (flags & WL_OUTPUT_MODE_CURRENT)
                self(data).width = width, self(data).height = height, self(data).refresh_mhz = refresh;
        },
    .done = [](void* data, wl_output*) { ++self(data).done; },
    .scale = [](void* data, wl_output*, int scale) { self(data).scale = scale; },
    .name = [](void* data, wl_output*, char const* name) { self(data).name = name; },
    .description = [](void*, wl_output*, char const*) {},
};

} // namespace

ClientOutput::ClientOutput(wl_output* output, std::uint32_t global_name) : c{output}, global_name{global_name}
{
    wl_output_add_listener(c, &listener, this);
}

ClientOutput::~ClientOutput()
{
    wl_output_release(c);
}

} // namespace vitrail::test
