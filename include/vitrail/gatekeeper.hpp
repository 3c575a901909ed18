#pragma once

#include "base/privileges.hpp"
#include "base/wlr.hpp"
#include "sandbox_sockets.hpp"

#include <functional>
#include <list>
#include <optional>

namespace vitrail {

struct GlobalRule;

/// Shows each program the globals that it may use, and no others (docs/privileges.md).
///
/// What a program may is decided when it asks for globals the first time, and holds while it is connected: a
/// configuration that is read again is for those that come then.
class Gatekeeper {
public:
    /// In a kiosk nobody has a privilege that the configuration does not give. `display` outlives it.
    Gatekeeper(wl_display& display, MessageLog& messages, bool kiosk);
    ~Gatekeeper();
    Gatekeeper(Gatekeeper const&) = delete;
    Gatekeeper& operator=(Gatekeeper const&) = delete;

    void configure(PrivilegeRules const& rules) { rules_ = rules; }

    /// Asked what a client may that is an application of the kiosk; nothing: it is none.
    std::function<std::optional<Privileges>(wl_client const&)> of_application;

private:
    struct Guest;

    [[nodiscard]] bool may_see(wl_client const& client, GlobalRule const& rule);
    [[nodiscard]] Guest& guest(wl_client const& client);
    [[nodiscard]] Privileges privileges_of(wl_client const& client) const;
    [[nodiscard]] wlr_security_context_v1_state const* sandbox_of(wl_client const& client) const;

    wl_display& display_;
    bool kiosk_;
    PrivilegeRules rules_;
    SandboxSockets sockets_;
    wlr_security_context_manager_v1* sandboxes_; // ends with the display
    std::list<Guest> guests_;
};

} // namespace vitrail
