#include "privacy_watch.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "client_hook.hpp"
#include "client_identity.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace vitrail {

namespace {

struct Means {
    std::string_view interface;
    UseKind kind;
};
constexpr std::array means{
    Means{"ext_image_copy_capture_session_v1", UseKind::Capture},
    Means{"ext_image_copy_capture_cursor_session_v1", UseKind::Capture},
    Means{"zwlr_screencopy_frame_v1", UseKind::Capture},
    Means{"zwlr_export_dmabuf_frame_v1", UseKind::Capture},
    Means{"zwp_virtual_keyboard_v1", UseKind::Input},
    Means{"zwlr_virtual_pointer_v1", UseKind::Input},
    Means{"zwp_input_method_v2", UseKind::Input},
    Means{"ext_data_control_device_v1", UseKind::Clipboard},
    Means{"zwlr_data_control_device_v1", UseKind::Clipboard},
};

/// Asked for every object that any client makes.
std::optional<UseKind> kind_of(std::string_view interface)
{
    if (interface.front() != 'z' && interface.front() != 'e')
        return std::nullopt;
    auto const found = std::ranges::find(means, interface, &Means::interface);
    return found == means.end() ? std::nullopt : std::optional{found->kind};
}

/// Is it the user's own finger or button that does this, on a window of the client?
bool is_in_hand(wlr_seat const& seat, wl_client const& client)
{
    auto const& pointer = seat.pointer_state;
    if (pointer.button_count > 0 && pointer.focused_client && pointer.focused_client->client == &client)
        return true;
    wlr_touch_point* point = nullptr;
    wl_list_for_each(point, &seat.touch_state.touch_points, link)
        if (point->client && point->client->client == &client)
            return true;
    return false;
}

} // namespace

/// All that one client does of one kind. It outlives the client for a while.
struct PrivacyWatch::Use {
    UseKind kind;
    wl_client* client; // null: it went
    ClientIdentity who;
    int things;
    Time since, last; // last: an object came or went, or input was made
    bool done; // input: some was made
};

/// An object that makes a use, as long as it lives.
struct PrivacyWatch::Thing {
    Thing(PrivacyWatch& of, wl_client& its, UseKind what, wl_resource* resource) : watch{of}, client{its}, kind{what}
    {
        wl_resource_add_destroy_listener(resource, &destroyed.listener);
    }
    static void on_destroyed(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Thing>::of(listener);
        self.watch.gone(self);
    }

    PrivacyWatch& watch;
    wl_client& client;
    UseKind kind;
    std::list<Thing>::iterator place{}; // in things_
    ClientHook<Thing> destroyed{*this, on_destroyed};
};

struct PrivacyWatch::Client {
    Client(PrivacyWatch& of, wl_client& client) : watch{of}, c{client}
    {
        wl_client_add_resource_created_listener(&c, &made.listener);
        wl_client_add_destroy_listener(&c, &gone.listener);
    }
    static void on_made(wl_listener* listener, void* data)
    {
        auto* resource = static_cast<wl_resource*>(data);
        if (auto const kind = kind_of(wl_resource_get_class(resource))) {
            auto& self = ClientHook<Client>::of(listener);
            self.watch.made(self, *kind, resource);
        }
    }
    static void on_gone(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Client>::of(listener);
        self.watch.forget(self);
    }

    PrivacyWatch& watch;
    wl_client& c;
    ClientHook<Client> made{*this, on_made}, gone{*this, on_gone};
};

struct PrivacyWatch::Arrivals {
    explicit Arrivals(PrivacyWatch& of) : watch{of} { wl_display_add_client_created_listener(&of.display_, &hook.listener); }
    static void on_client(wl_listener* listener, void* client)
    {
        auto& watch = ClientHook<Arrivals>::of(listener).watch;
        watch.clients_.emplace_back(watch, *static_cast<wl_client*>(client));
    }

    PrivacyWatch& watch;
    ClientHook<Arrivals> hook{*this, on_client};
};

PrivacyWatch::PrivacyWatch(wl_display& display, EventLoop& loop, wlr_seat const& seat)
    : display_{display}, loop_{loop}, seat_{seat}, arrivals_{std::make_unique<Arrivals>(*this)}, look_{loop, [this] { look(); }}
{
}

PrivacyWatch::~PrivacyWatch() = default;

void PrivacyWatch::use_mark(bool wanted)
{
    wants_mark_ = wanted;
    look();
}

PrivacyWatch::Use& PrivacyWatch::use_of(wl_client& client, UseKind kind)
{
    auto const found = std::ranges::find_if(uses_, [&](Use const& u) { return u.client == &client && u.kind == kind; });
    if (found != uses_.end())
        return *found;
    auto& use = uses_.emplace_back(Use{.kind = kind, .client = &client, .who = identify(client), .things = 0,
                                       .since = loop_.now(), .last = {}, .done = false});
    log::info("privacy: {} begins: {} (process {})", use_names[std::size_t(kind)], use.who.name, use.who.process);
    return use;
}

void PrivacyWatch::made(Client& client, UseKind kind, void* resource)
{
    things_.emplace_back(*this, client.c, kind, static_cast<wl_resource*>(resource));
    things_.back().place = std::prev(things_.end());
    auto& use = use_of(client.c, kind);
    ++use.things;
    use.last = loop_.now();
    look_by(loop_.now() + delay);
}

void PrivacyWatch::gone(Thing& thing)
{
    auto& use = use_of(thing.client, thing.kind);
    --use.things;
    use.last = loop_.now();
    things_.erase(thing.place);
    look_by(loop_.now() + stay);
}

/// Its objects go with it, after this.
void PrivacyWatch::forget(Client& client)
{
    things_.remove_if([&](Thing const& each) { return &each.client == &client.c; });
    for (auto& use : uses_)
        if (use.client == &client.c) {
            use.client = nullptr;
            use.last = use.things > 0 ? loop_.now() : use.last;
            use.things = 0;
        }
    if (!uses_.empty())
        look_by(loop_.now() + stay);
    clients_.remove_if([&](Client const& each) { return &each == &client; });
}

void PrivacyWatch::injected(wl_client& client)
{
    if (is_in_hand(seat_, client))
        return;
    auto& use = use_of(client, UseKind::Input);
    use.last = loop_.now();
    use.done = true;
    if (!marked_.test(std::size_t(UseKind::Input)))
        look_by(loop_.now());
}

void PrivacyWatch::look_by(Time when)
{
    if (when >= next_look_)
        return;
    next_look_ = when;
    look_.arm(when);
}

std::vector<PrivateUse> PrivacyWatch::uses() const
{
    std::vector<PrivateUse> out;
    for (auto const& use : uses_)
        if (use.client) {
            bool const recent = loop_.now() < use.last + stay;
            bool const active = use.kind == UseKind::Input ? use.done && recent : use.things > 0;
            out.push_back({use.kind, use.who.name, use.who.process, use.since, active});
        }
    return out;
}

bool PrivacyWatch::is_over(Use const& use) const { return use.things == 0 && loop_.now() >= use.last + stay; }

bool PrivacyWatch::is_marked(Use const& use) const
{
    auto const now = loop_.now();
    switch (use.kind) {
    case UseKind::Capture: return now >= use.since + delay;
    case UseKind::Input: return use.done && now < use.last + stay;
    case UseKind::Clipboard: return now >= use.since + delay && now < use.since + stay;
    case UseKind::Count: break;
    }
    return false;
}

/// Brings everything up to date, and comes again while something will change by itself.
void PrivacyWatch::look()
{
    auto const now = loop_.now();
    std::erase_if(uses_, [&](Use const& use) {
        if (is_over(use))
            log::info("privacy: {} ends: {} (process {}), after {:.1f} s", use_names[std::size_t(use.kind)], use.who.name,
                      use.who.process, std::chrono::duration<double>(use.last - use.since).count());
        return is_over(use);
    });
    UseKinds marked;
    next_look_ = Time::max();
    look_.disarm();
    for (auto const& use : uses_) {
        marked.set(std::size_t(use.kind), marked.test(std::size_t(use.kind)) || is_marked(use));
        for (auto const moment : {use.since + delay, use.since + stay, use.last + stay})
            if (moment > now)
                look_by(moment);
    }
    if (!wants_mark_)
        marked.reset();
    if (std::exchange(marked_, marked) != marked && on_mark)
        on_mark(marked);
}

} // namespace vitrail
