#include "host.hpp"

#include "backend/backend.hpp"
#include "backend/headless.hpp"
#include "base/event_loop.hpp"
#include "base/fd.hpp"
#include "base/wlr.hpp"
#include "devices.hpp"
#include "shell/layer_surface.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <sys/socket.h>
#include <wayland-client-core.h>

namespace vitrail::test {

namespace {

Host& own(WlcsDisplayServer* server) { return *static_cast<Host*>(server); }

/// Every protocol that the suite knows and Vitrail has. What is missing here does not apply: a test for it is skipped;
/// what is here and not served fails.
constexpr std::array protocols{
    WlcsExtensionDescriptor{"wl_compositor", 6},
    WlcsExtensionDescriptor{"wl_subcompositor", 1},
    WlcsExtensionDescriptor{"wl_shm", 2},
    WlcsExtensionDescriptor{"wl_seat", 9},
    WlcsExtensionDescriptor{"wl_output", 4},
    WlcsExtensionDescriptor{"wl_data_device_manager", 3},
    WlcsExtensionDescriptor{"xdg_wm_base", 6},
    WlcsExtensionDescriptor{"zwlr_layer_shell_v1", 5},
    WlcsExtensionDescriptor{"zwlr_foreign_toplevel_manager_v1", 3},
    WlcsExtensionDescriptor{"wp_viewporter", 1},
    WlcsExtensionDescriptor{"wp_fractional_scale_manager_v1", 1},
    WlcsExtensionDescriptor{"zxdg_output_manager_v1", 3},
    WlcsExtensionDescriptor{"zxdg_decoration_manager_v1", 1},
    WlcsExtensionDescriptor{"zwp_pointer_constraints_v1", 1},
    WlcsExtensionDescriptor{"zwp_relative_pointer_manager_v1", 1},
    WlcsExtensionDescriptor{"zwp_primary_selection_device_manager_v1", 1},
    WlcsExtensionDescriptor{"zwlr_virtual_pointer_manager_v1", 2},
    WlcsExtensionDescriptor{"zwp_text_input_manager_v3", 1},
    WlcsExtensionDescriptor{"zwp_input_method_manager_v2", 1},
};

constexpr WlcsIntegrationDescriptor descriptor{1, protocols.size(), protocols.data()};

} // namespace

Host::Host()
    : WlcsDisplayServer{
          .version = WLCS_DISPLAY_SERVER_VERSION,
          .start = nullptr,
          .stop = [](auto* server) { own(server).server().stop(); },
          .create_client_socket = [](auto* server) { return own(server).connect(); },
          .position_window_absolute = [](auto* server, wl_display* client, wl_surface* surface, int x,
                                         int y) { own(server).place(*client, *surface, {x, y}); },
          .create_pointer = [](auto* server) -> WlcsPointer* { return new SuitePointer{own(server)}; },
          .create_touch = [](auto* server) -> WlcsTouch* { return new SuiteTouch{own(server)}; },
          .get_descriptor = [](WlcsDisplayServer const*) { return &descriptor; },
          .start_on_this_thread = [](auto* server, wl_event_loop* suite) { own(server).run(*suite); }}
{
}

void Host::run(wl_event_loop& suite)
{
    ServerOptions options;
    options.backend.kind = BackendKind::Headless;
    options.config.shell.windows.snap_distance = 0; // the suite expects windows where its hand is, to the pixel
    auto server = Server::create(options);
    if (!server || !(*server)->start()) {
        std::fputs("Vitrail does not start\n", stderr);
        return; // every call of the suite's would wait for ever: it has a limit of time
    }
    server_ = std::move(*server);
    serve(suite);
    server_.reset();
}

/// The server ends after the devices.
void Host::serve(wl_event_loop& suite)
{
    // Frames come often: the suite waits for many.
    server_->backend().headless().add("HEADLESS-1", {.size = screen, .refresh_mhz = 250'000}, {});
    // A seat with everything: clients ask once what it has.
    SuitePointer mouse{*this};
    // In a corner, where no window opens: the suite expects that a pointer enters a window when it moves there.
    mouse.move_absolute(&mouse, wl_fixed_from_int(screen.width - 1), wl_fixed_from_int(screen.height - 1));
    SuiteTouch touch_screen{*this};
    SuiteKeyboard keyboard{*this};
    auto const dispatch = [](int, std::uint32_t, void* loop) {
        return wl_event_loop_dispatch(static_cast<wl_event_loop*>(loop), 0);
    };
    auto* const source = wl_event_loop_add_fd(server_->loop().c(), wl_event_loop_get_fd(&suite), WL_EVENT_READABLE, dispatch, &suite);
    errands_.emplace(*server_->loop().c());
    wl_event_loop_dispatch(&suite, 0);
    server_->run();
    errands_.reset();
    wl_event_source_remove(source);
    clients_.clear();
}

int Host::connect()
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    Fd ours{ends[0]}, theirs{ends[1]};
    wl_client* const client = wl_client_create(&server_->display(), ours.get());
    if (!client)
        return -1;
    std::ignore = ours.release(); // libwayland's now
    clients_[theirs.get()] = client;
    return theirs.release();
}

void Host::place(wl_display& client, wl_surface& surface, Point<Logical> at)
{
    auto const found = clients_.find(wl_display_get_fd(&client));
    if (found == clients_.end() || !found->second)
        return;
    auto const id = wl_proxy_get_id(reinterpret_cast<wl_proxy*>(&surface));
    auto* const resource = wl_client_get_object(found->second, id);
    if (!resource)
        return;
    auto* const root = wlr_surface_get_root_surface(wlr_surface_from_resource(resource));
    if (Window* const window = server_->shell().window_of(root))
        return window->move_to(at);
    if (LayerSurface* const panel = server_->shell().panel_of(root)) // no person can move one, the suite does
        panel->place(at);
}

std::uint32_t Host::milliseconds() const
{
    auto const now = server_->loop().now().time_since_epoch();
    return std::uint32_t(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

} // namespace vitrail::test

extern "C" [[gnu::visibility("default")]] WlcsServerIntegration const wlcs_server_integration{
    .version = WLCS_SERVER_INTEGRATION_VERSION,
    .create_server = [](int, char const**) -> WlcsDisplayServer* { return new vitrail::test::Host; },
    .destroy_server = [](WlcsDisplayServer* server) { delete static_cast<vitrail::test::Host*>(server); },
};
