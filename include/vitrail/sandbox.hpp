#pragma once

#include "base/wlr.hpp"

#include <span>
#include <string_view>

namespace vitrail {

/// What a program in a sandbox may use.
struct SandboxRule {
    std::string_view interface; ///< of a global
    bool visible; ///< false: it would reach beyond the program's own windows
};

/// The decision on every global that Vitrail can offer, as docs/sandbox.md explains. What is missing is hidden.
[[nodiscard]] std::span<SandboxRule const> sandbox_rules();

/// Sandboxes (Flatpak and its like) announce their programs (security-context-v1): these do not even see the globals
/// that others are trusted with.
class Sandbox {
public:
    explicit Sandbox(wl_display& display);
    ~Sandbox();
    Sandbox(Sandbox const&) = delete;
    Sandbox& operator=(Sandbox const&) = delete;

private:
    [[nodiscard]] bool may_see(wl_client const* client, wl_global const* global) const;

    wl_display& display_;
    wlr_security_context_manager_v1* protocol_; // ends with the display
};

} // namespace vitrail
