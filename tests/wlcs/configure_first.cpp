// Preloaded into the conformance suite: its clients wait for their first configure before they attach a buffer.
//
// xdg-shell and layer-shell demand that order: commit without a buffer, be configured, acknowledge, then attach. The suite
// attaches at once, which a server that keeps to the protocol must refuse, and a third of its tests would end there
// whatever they are about. So the suite's side is mended, never the server: in front of the first attach stand the commit,
// the wait and the acknowledgement that are missing. A client that did it all by itself is left alone.
//
// It stands between the program and libwayland-client: requests pass `wl_proxy_marshal_flags`, and the listener of what
// gets configured is wrapped, so that the serial is known.

#include <array>
#include <cstdarg>
#include <cstdint>
#include <dlfcn.h>
#include <list>
#include <span>
#include <string_view>
#include <wayland-client-core.h>

namespace {

// Requests, by their place in the protocols.
constexpr std::uint32_t surface_attach = 1, surface_commit = 6;
constexpr std::uint32_t wm_base_get_xdg_surface = 2;
constexpr std::uint32_t xdg_surface_destroy = 0, xdg_surface_get_toplevel = 1, xdg_surface_get_popup = 2, xdg_surface_ack = 4;
constexpr std::uint32_t layer_shell_get_surface = 0, layer_surface_ack = 6, layer_surface_destroy = 7;

using Listener = void (*)();

/// Something that is configured: an xdg_surface or a layer surface, and the surface that it makes a window of.
struct Configurable {
    wl_proxy* surface;
    wl_proxy* proxy;
    std::uint32_t ack;    ///< its request to acknowledge
    bool has_role;
    std::uint32_t serial = 0;
    bool acknowledged = false;
    Listener* listener = nullptr; ///< the client's own
};

/// Lives as long as the program: the suite's threads end when they like.
std::list<Configurable>& configurables()
{
    static auto& all = *new std::list<Configurable>;
    return all;
}

Configurable* find(wl_proxy* Configurable::*member, wl_proxy const* proxy)
{
    for (auto& each : configurables())
        if (each.*member == proxy)
            return &each;
    return nullptr;
}

// --- what the client is told ---------------------------------------------------------------------------------------

void note(wl_proxy* proxy, std::uint32_t serial)
{
    if (auto* const it = find(&Configurable::proxy, proxy))
        it->serial = serial;
}

void xdg_configured(void* data, wl_proxy* proxy, std::uint32_t serial)
{
    note(proxy, serial);
    if (auto* const it = find(&Configurable::proxy, proxy); it && it->listener[0])
        reinterpret_cast<decltype(&xdg_configured)>(it->listener[0])(data, proxy, serial);
}

void layer_configured(void* data, wl_proxy* proxy, std::uint32_t serial, std::uint32_t width, std::uint32_t height)
{
    note(proxy, serial);
    if (auto* const it = find(&Configurable::proxy, proxy); it && it->listener[0])
        reinterpret_cast<decltype(&layer_configured)>(it->listener[0])(data, proxy, serial, width, height);
}

void layer_closed(void* data, wl_proxy* proxy)
{
    if (auto* const it = find(&Configurable::proxy, proxy); it && it->listener[1])
        reinterpret_cast<decltype(&layer_closed)>(it->listener[1])(data, proxy);
}

std::array<Listener, 1> xdg_listener{reinterpret_cast<Listener>(xdg_configured)};
std::array<Listener, 2> layer_listener{reinterpret_cast<Listener>(layer_configured), reinterpret_cast<Listener>(layer_closed)};

// --- what the client asks for --------------------------------------------------------------------------------------

void send(wl_proxy* proxy, std::uint32_t request, wl_argument* arguments)
{
    wl_proxy_marshal_array_flags(proxy, request, nullptr, wl_proxy_get_version(proxy), 0, arguments);
}

/// The missing steps before a first buffer.
void configure(wl_proxy* surface)
{
    auto* it = find(&Configurable::surface, surface);
    if (!it || !it->has_role || it->acknowledged)
        return;
    if (it->serial == 0)
        send(surface, surface_commit, nullptr);
    // A server may configure a little after it has read the commit: the answer to one question can come first.
    for (int questions = 0; it && it->serial == 0 && questions < 3; ++questions) {
        wl_display_roundtrip(wl_proxy_get_display(surface));
        it = find(&Configurable::surface, surface); // the client's listeners ran meanwhile
    }
    if (!it || it->serial == 0 || it->acknowledged)
        return;
    it->acknowledged = true;
    wl_argument serial{.u = it->serial};
    send(it->proxy, it->ack, &serial);
}

void before(wl_proxy* proxy, std::string_view interface, std::uint32_t request, std::span<wl_argument const> arguments)
{
    if (interface == "wl_surface" && request == surface_attach) {
        if (arguments[0].o)
            configure(proxy);
        else if (auto* const it = find(&Configurable::surface, proxy)) // no longer mapped: from the beginning
            it->serial = 0, it->acknowledged = false;
    }
    auto* const it = find(&Configurable::proxy, proxy);
    if (!it)
        return;
    if (request == it->ack)
        it->acknowledged = true;
    bool const xdg = it->ack == xdg_surface_ack;
    if (xdg && (request == xdg_surface_get_toplevel || request == xdg_surface_get_popup))
        it->has_role = true;
    if (request == (xdg ? xdg_surface_destroy : layer_surface_destroy))
        configurables().remove_if([&](auto const& each) { return each.proxy == proxy; });
}

void after(std::string_view interface, std::uint32_t request, std::span<wl_argument const> arguments, wl_proxy* created)
{
    bool const xdg = interface == "xdg_wm_base" && request == wm_base_get_xdg_surface;
    if (!xdg && !(interface == "zwlr_layer_shell_v1" && request == layer_shell_get_surface))
        return;
    auto* const surface = reinterpret_cast<wl_proxy*>(arguments[1].o);
    // A client that ends does not say so of its objects, and the next one's may lie where they were.
    configurables().remove_if([&](auto const& each) { return each.surface == surface || each.proxy == created; });
    configurables().push_back(
        {.surface = surface, .proxy = created, .ack = xdg ? xdg_surface_ack : layer_surface_ack, .has_role = !xdg});
}

} // namespace

extern "C" int wl_proxy_add_listener(wl_proxy* proxy, void (**listener)(), void* data)
{
    static auto* const real = reinterpret_cast<decltype(&wl_proxy_add_listener)>(dlsym(RTLD_NEXT, "wl_proxy_add_listener"));
    auto* const it = find(&Configurable::proxy, proxy);
    if (!it)
        return real(proxy, listener, data);
    it->listener = listener;
    return real(proxy, it->ack == xdg_surface_ack ? xdg_listener.data() : layer_listener.data(), data);
}

extern "C" wl_proxy* wl_proxy_marshal_flags(wl_proxy* proxy, std::uint32_t request, wl_interface const* creates,
                                            std::uint32_t version, std::uint32_t flags, ...)
{
    wl_interface const& interface = *wl_proxy_get_interface(proxy);
    std::array<wl_argument, 20> values{};
    std::size_t count = 0;
    va_list list;
    va_start(list, flags);
    for (char const kind : std::string_view{interface.methods[request].signature}) {
        switch (kind) {
        case 'i':
        case 'h': values[count++].i = va_arg(list, std::int32_t); break;
        case 'u': values[count++].u = va_arg(list, std::uint32_t); break;
        case 'f': values[count++].f = va_arg(list, wl_fixed_t); break;
        case 's': values[count++].s = va_arg(list, char const*); break;
        case 'n':
        case 'o': values[count++].o = va_arg(list, wl_object*); break;
        case 'a': values[count++].a = va_arg(list, wl_array*); break;
        default:  break; // a version, or what may be null
        }
    }
    va_end(list);
    std::span<wl_argument const> const arguments{values.data(), count};
    std::string_view const name{interface.name}; // the proxy may go with the request
    before(proxy, name, request, arguments);
    wl_proxy* const created = wl_proxy_marshal_array_flags(proxy, request, creates, version, flags, values.data());
    if (created)
        after(name, request, arguments, created);
    return created;
}
