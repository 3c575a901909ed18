#include "client.hpp"

#include "alpha-modifier-v1-client-protocol.h"
#include "color-representation-v1-client-protocol.h"
#include "cursor-shape-v1-client-protocol.h"
#include "fractional-scale-v1-client-protocol.h"
#include "linux-dmabuf-v1-client-protocol.h"
#include "presentation-time-client-protocol.h"
#include "primary-selection-unstable-v1-client-protocol.h"
#include "single-pixel-buffer-v1-client-protocol.h"
#include "viewporter-client-protocol.h"
#include "xdg-activation-v1-client-protocol.h"
#include "xdg-decoration-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

constexpr xdg_wm_base_listener wm_base_listener{
    .ping = [](void*, xdg_wm_base* base, std::uint32_t serial) { xdg_wm_base_pong(base, serial); },
};

} // namespace

TestClient::TestClient(int fd, std::function<void()> settle)
    : display_{wl_display_connect_to_fd(fd)}
    , settle_{std::move(settle)}
{
    if (!display_)
        throw std::runtime_error{"a test client cannot connect"};
    static constexpr wl_registry_listener listener{
        .global =
            [](void* self, wl_registry*, std::uint32_t name, char const* interface, std::uint32_t version) {
                static_cast<TestClient*>(self)->on_global(name, interface, version);
            },
        .global_remove = [](void* self, wl_registry*, std::uint32_t name) {
            static_cast<TestClient*>(self)->on_global_removed(name);
        },
    };
    registry_ = wl_display_get_registry(display_);
    wl_registry_add_listener(registry_, &listener, this);
}

TestClient::~TestClient()
{
    outputs.clear();
    destroy_globals();
    wl_registry_destroy(registry_);
    wl_display_disconnect(display_);
}

bool TestClient::pump()
{
    if (!alive() || hangs)
        return false;
    int events = wl_display_dispatch_pending(display_);
    bool moved = wl_display_flush(display_) > 0;
    if (wl_display_prepare_read(display_) == 0) {
        pollfd readable{.fd = wl_display_get_fd(display_), .events = POLLIN, .revents = 0};
        if (poll(&readable, 1, 0) > 0)
            wl_display_read_events(display_);
        else
            wl_display_cancel_read(display_);
        int const more = wl_display_dispatch_pending(display_);
        events = std::max(events, 0) + std::max(more, 0);
    }
    moved |= alive() && wl_display_flush(display_) > 0;
    return moved || events > 0;
}

bool TestClient::alive() const
{
    return wl_display_get_error(display_) == 0;
}

std::optional<ProtocolError> TestClient::protocol_error() const
{
    if (wl_display_get_error(display_) != EPROTO)
        return std::nullopt;
    wl_interface const* interface = nullptr;
    std::uint32_t id = 0;
    std::uint32_t const code = wl_display_get_protocol_error(display_, &interface, &id);
    return ProtocolError{interface ? interface->name : "unknown", code, id};
}

void TestClient::kill()
{
    // Not wl_display_disconnect: objects of the test may still hold proxies. The server sees the same: a hang-up.
    shutdown(wl_display_get_fd(display_), SHUT_RDWR);
}

bool TestClient::offers(std::string_view interface) const
{
    return std::ranges::any_of(offered_, [&](auto const& g) { return g.interface == interface; });
}

std::string TestClient::label_of(wl_surface* surface) const
{
    auto const found = labels.find(surface);
    return found == labels.end() ? "?" : found->second;
}

void TestClient::on_global(std::uint32_t name, std::string_view interface, std::uint32_t version)
{
    offered_.push_back({name, std::string{interface}, version});
    bind_known(offered_.back());
}

void TestClient::on_global_removed(std::uint32_t name)
{
    std::erase_if(offered_, [&](auto const& g) { return g.name == name; });
    for (auto& o : outputs)
        o->gone |= o->global_name == name;
}

void* TestClient::bind_number(std::uint32_t name, wl_interface const& interface, std::uint32_t version)
{
    return wl_registry_bind(registry_, name, &interface, version);
}

void* TestClient::bind_global(Global const& global, wl_interface const& interface, std::uint32_t version)
{
    return wl_registry_bind(registry_, global.name, &interface, std::min(global.version, version));
}

void* TestClient::bind_raw(wl_interface const& interface, std::uint32_t version)
{
    for (auto const& g : offered_)
        if (g.interface == interface.name)
            return bind_global(g, interface, version);
    return nullptr;
}

void TestClient::bind_known(Global const& global)
{
    auto const take = [&]<class T>(T*& slot, wl_interface const& interface, std::uint32_t version) {
        if (!slot && global.interface == interface.name)
            slot = static_cast<T*>(bind_global(global, interface, version));
    };
    take(globals.compositor, wl_compositor_interface, 6);
    take(globals.subcompositor, wl_subcompositor_interface, 1);
    take(globals.shm, wl_shm_interface, 2);
    take(globals.seat, wl_seat_interface, 9);
    take(globals.data_device_manager, wl_data_device_manager_interface, 3);
    take(globals.viewporter, wp_viewporter_interface, 1);
    take(globals.single_pixel, wp_single_pixel_buffer_manager_v1_interface, 1);
    take(globals.fractional_scale, wp_fractional_scale_manager_v1_interface, 1);
    take(globals.presentation, wp_presentation_interface, 2);
    take(globals.cursor_shape, wp_cursor_shape_manager_v1_interface, 2);
    take(globals.alpha_modifier, wp_alpha_modifier_v1_interface, 1);
    take(globals.decoration, zxdg_decoration_manager_v1_interface, 1);
    take(globals.activation, xdg_activation_v1_interface, 1);
    take(globals.primary_selection, zwp_primary_selection_device_manager_v1_interface, 1);
    take(globals.dmabuf, zwp_linux_dmabuf_v1_interface, 4);
    take(globals.color_representation, wp_color_representation_manager_v1_interface, 1);
    if (!globals.wm_base && global.interface == xdg_wm_base_interface.name) {
        take(globals.wm_base, xdg_wm_base_interface, 6);
        xdg_wm_base_add_listener(globals.wm_base, &wm_base_listener, nullptr);
    }
    if (global.interface == wl_output_interface.name) {
        auto* output = static_cast<wl_output*>(bind_global(global, wl_output_interface, 4));
        outputs.push_back(std::make_unique<ClientOutput>(output, global.name));
    }
}

void TestClient::destroy_globals()
{
    auto const drop = [](auto* proxy) {
        if (proxy)
            wl_proxy_destroy(reinterpret_cast<wl_proxy*>(proxy));
    };
    auto const& g = globals;
    drop(g.compositor), drop(g.subcompositor), drop(g.shm), drop(g.seat), drop(g.data_device_manager);
    drop(g.wm_base), drop(g.viewporter), drop(g.single_pixel), drop(g.fractional_scale), drop(g.presentation);
    drop(g.cursor_shape), drop(g.alpha_modifier), drop(g.decoration), drop(g.activation), drop(g.primary_selection);
    drop(g.dmabuf), drop(g.color_representation);
}

} // namespace vitrail::test
