#pragma once

#include "backend/backend.hpp"
#include "base/result.hpp"

struct wl_event_loop;
struct wlr_session;

namespace vitrail {

/// What wlroots gave us for one kind of machine. Neither is owned by this struct.
struct OpenedBackend {
    wlr_backend* backend = nullptr;  ///< a multi-backend: members may go and come
    wlr_session* session = nullptr;  ///< KMS only
    wlr_backend* displays = nullptr; ///< the member with the displays
};

/// The seat's displays and input devices. Looks first: wlroots would wait ten seconds for a card.
[[nodiscard]] Result<OpenedBackend> open_kms(wl_event_loop* loop, std::string const& drm_device);
/// A window in a running Wayland or X11 session.
[[nodiscard]] Result<OpenedBackend> open_nested(wl_event_loop* loop, BackendKind kind);

} // namespace vitrail
