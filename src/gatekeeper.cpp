#include "gatekeeper.hpp"

#include "client_hook.hpp"
#include "client_identity.hpp"
#include "global_rules.hpp"

#include <algorithm>
#include <string_view>

namespace vitrail {

/// A connection about which was decided.
struct Gatekeeper::Guest {
    Guest(Gatekeeper& of, wl_client& client) : keeper{of}, privileges{of.privileges_of(client)}
    {
        wl_client_add_destroy_late_listener(&client, &gone.listener); // while its objects go, globals may go too
    }

    static void on_gone(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Guest>::of(listener);
        self.keeper.guests_.remove_if([&](Guest const& each) { return &each == &self; });
    }

    Gatekeeper& keeper;
    Privileges privileges;
    ClientHook<Guest> gone{*this, on_gone};
};

Gatekeeper::Gatekeeper(wl_display& display, MessageLog& messages, bool kiosk)
    : display_{display}
    , kiosk_{kiosk}
    , sockets_{messages}
    , sandboxes_{wlr_security_context_manager_v1_create(&display)}
{
    auto const filter = [](wl_client const* client, wl_global const* global, void* self) {
        std::string_view const interface{wl_global_get_interface(global)->name};
        auto const rule = std::ranges::find(global_rules(), interface, &GlobalRule::interface);
        return rule != global_rules().end() && static_cast<Gatekeeper*>(self)->may_see(*client, *rule);
    };
    wl_display_set_global_filter(&display, filter, this);
}

Gatekeeper::~Gatekeeper()
{
    wl_display_set_global_filter(&display_, nullptr, nullptr);
}

bool Gatekeeper::may_see(wl_client const& client, GlobalRule const& rule)
{
    switch (rule.audience) {
    case GlobalRule::Audience::Everybody: return true;
    case GlobalRule::Audience::NoSandbox: return !sandbox_of(client);
    case GlobalRule::Audience::Privileged: return guest(client).privileges.test(std::size_t(rule.privilege));
    }
    return false;
}

/// Found by its listener: libwayland keeps those of a client, which are few.
Gatekeeper::Guest& Gatekeeper::guest(wl_client const& client)
{
    auto& c = const_cast<wl_client&>(client); // a filter may change nothing that others see
    if (auto* known = wl_client_get_destroy_late_listener(&c, Guest::on_gone))
        return ClientHook<Guest>::of(known);
    return guests_.emplace_back(*this, c);
}

wlr_security_context_v1_state const* Gatekeeper::sandbox_of(wl_client const& client) const
{
    return wlr_security_context_manager_v1_lookup_client(sandboxes_, &client);
}

Privileges Gatekeeper::privileges_of(wl_client const& client) const
{
    auto const* sandbox = sandbox_of(client);
    if (auto const own = !sandbox && of_application ? of_application(client) : std::nullopt)
        return *own;
    auto const who = identify(client);
    auto const trusts = [&](Trusted const& trusted) {
        if (sandbox)
            return sandbox->app_id && sandbox->app_id != Trusted::everybody && trusted.has(sandbox->app_id);
        return trusted.has(Trusted::everybody)
            || std::ranges::any_of(trusted.programs, [&](auto const& path) { return path[0] == '/' && who.runs(path); });
    };
    auto const nobody_said = [&] { return !sandbox && !kiosk_; };
    Privileges out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = rules_.trusted[i] ? trusts(*rules_.trusted[i]) : nobody_said();
    return out;
}

} // namespace vitrail
