#include "quotas.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "client_hook.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace vitrail {

namespace {

constexpr int fewest_between_counts = 64;     // objects
constexpr int most_descriptors_of_one = 4;    // planes of a dmabuf
constexpr std::int64_t mib = 1024 * 1024, kib = 1024;

/// What a client has.
struct Census {
    int surfaces = 0, subsurfaces = 0, buffers = 0, descriptors = 0, objects = 0;
    std::int64_t bytes = 0;

    void add(wl_resource& resource);
    void add_dmabuf(wlr_dmabuf_attributes const& dmabuf);
};

void Census::add(wl_resource& resource)
{
    std::string_view const kind{wl_resource_get_class(&resource)};
    ++objects;
    if (kind == "wl_surface")
        ++surfaces;
    if (kind == "wl_subsurface")
        ++subsurfaces;
    if (kind == "wl_shm_pool" || kind == "zwp_linux_buffer_params_v1")
        ++descriptors;
    if (kind != "wl_buffer")
        return;
    ++buffers;
    if (auto const* dmabuf = wlr_dmabuf_v1_buffer_try_from_buffer_resource(&resource))
        add_dmabuf(dmabuf->attributes);
}

/// Its planes may be parts of the same memory; nobody can tell, so each counts as if it were the whole height.
void Census::add_dmabuf(wlr_dmabuf_attributes const& dmabuf)
{
    descriptors += dmabuf.n_planes;
    for (int plane = 0; plane < dmabuf.n_planes; ++plane)
        bytes += std::int64_t{dmabuf.stride[plane]} * dmabuf.height;
}

Census census_of(wl_client& client)
{
    Census out;
    wl_client_for_each_resource(
        &client,
        [](wl_resource* resource, void* census) {
            static_cast<Census*>(census)->add(*resource);
            return WL_ITERATOR_CONTINUE;
        },
        &out);
    return out;
}

/// How many objects may come before any limit can be passed, or before it is worth another look.
int objects_until_next(Census const& has, ClientLimits const& limits)
{
    int const room = std::min({limits.surfaces - has.surfaces, limits.subsurfaces - has.subsurfaces,
                               limits.buffers - has.buffers, (limits.descriptors - has.descriptors) / most_descriptors_of_one,
                               limits.objects - has.objects});
    return std::max({fewest_between_counts, has.objects / 8, room / 2});
}

} // namespace

/// One connection.
struct Quotas::Client {
    Client(Quotas& of, wl_client& client) : quotas{of}, c{client}
    {
        wl_client_add_resource_created_listener(&c, &made.listener);
        wl_client_add_destroy_listener(&c, &gone.listener);
    }

    static void on_made(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Client>::of(listener);
        if (--self.until_count <= 0)
            self.quotas.count_.ask();
    }
    static void on_gone(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Client>::of(listener);
        self.quotas.selection_requests_.forget(self.c);
        self.quotas.clients_.remove_if([&](Client const& each) { return &each == &self; });
    }

    Quotas& quotas;
    wl_client& c;
    int until_count = fewest_between_counts; // objects that may still be made
    ClientHook<Client> made{*this, on_made}, gone{*this, on_gone};
};

struct Quotas::Arrivals : ClientHook<Quotas> {
    explicit Arrivals(Quotas& of)
        : ClientHook{of, [](wl_listener* listener, void* client) { ClientHook::of(listener).admit(*static_cast<wl_client*>(client)); }}
    {
        wl_display_add_client_created_listener(&of.display_, &listener);
    }
};

Quotas::Quotas(wl_display& display, MessageLog& messages, ClientLimits const& limits)
    : display_{display}
    , selection_types_{messages}
    , selection_requests_{messages}
    , arrivals_{std::make_unique<Arrivals>(*this)}
    , count_{wl_display_get_event_loop(&display), [this] { count_who_is_due(); }}
{
    configure(limits);
}

Quotas::~Quotas() = default;

void Quotas::configure(ClientLimits const& limits)
{
    limits_ = limits;
    pictures_.most = limits.memory;
    auto const unread = std::size_t(limits_.unread * kib);
    wl_display_set_default_max_buffer_size(&display_, unread);
    for (auto& client : clients_) {
        wl_client_set_max_buffer_size(&client.c, unread);
        client.until_count = 0;
    }
    if (!clients_.empty())
        count_.ask();
}

void Quotas::count_pictures_of(wlr_compositor& compositor)
{
    new_surface_.connect<&Quotas::on_new_surface>(this, compositor.events.new_surface);
    compositor_gone_.connect<&Quotas::on_compositor_gone>(this, compositor.events.destroy);
}

void Quotas::on_new_surface(wlr_surface* surface) { attach<PictureShare>(surface->addons, *surface, pictures_); }

void Quotas::on_compositor_gone()
{
    new_surface_.disconnect();
    compositor_gone_.disconnect();
}

void Quotas::admit(wl_client& client) { clients_.emplace_back(*this, client); }

/// Whoever is ended leaves the list.
void Quotas::count_who_is_due()
{
    for (auto next = clients_.begin(); next != clients_.end();) {
        auto& client = *next++;
        if (client.until_count <= 0)
            judge(client);
    }
}

void Quotas::judge(Client& client)
{
    auto const has = census_of(client.c);
    client.until_count = objects_until_next(has, limits_);
    auto const excess = [&](std::int64_t amount, std::string_view what, std::string_view setting, int limit) {
        if (amount > limit)
            accuse_of_excess(client.c, what, setting, limit);
        return amount > limit;
    };
    bool const over = excess(has.surfaces, "surfaces", "surfaces", limits_.surfaces)
        || excess(has.subsurfaces, "sub-surfaces", "subsurfaces", limits_.subsurfaces)
        || excess(has.buffers, "buffers", "buffers", limits_.buffers)
        || excess(has.descriptors, "open descriptors", "descriptors", limits_.descriptors)
        || excess(has.objects, "objects", "objects", limits_.objects)
        || excess(has.bytes / mib, "MiB of dmabufs", "memory", limits_.memory);
    if (!over)
        return;
    wl_client_flush(&client.c); // so that it hears why
    wl_client_destroy(&client.c);
}

} // namespace vitrail
