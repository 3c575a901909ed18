#pragma once

#include "base/wlr.hpp"
#include "x11_drag.hpp"
#include "x11_incoming.hpp"

#include <optional>
#include <xcb/xfixes.h>

namespace vitrail {

/// What wlroots' window manager for X11 does not do, by the events that it gets, before it sees them: drags that begin in X11,
/// what must happen when a program dies that owned a selection, and which of what is copied is a secret.
///
/// Lives from `wlr_xwayland.events.ready` until that Xwayland is gone.
class X11Events {
public:
    X11Events(wlr_xwayland& xwayland, World const& world);
    X11Events(X11Events const&) = delete;
    X11Events& operator=(X11Events const&) = delete;
    ~X11Events();

private:
    static bool on_event(wlr_xwayland* xwayland, xcb_generic_event_t* event);
    void on_owner(xcb_xfixes_selection_notify_event_t const& change);
    void on_answer(xcb_selection_notify_event_t const& answer);

    wlr_xwayland& xwayland_;
    xcb_connection_t* const connection_; ///< null, and nothing is heard: it was lost before it was used
    World world_;
    std::optional<X11Drag> drag_;
    std::optional<X11Incoming> incoming_;
    xcb_atom_t clipboard_ = XCB_ATOM_NONE, targets_ = XCB_ATOM_NONE, mark_of_secrets_ = XCB_ATOM_NONE;
    int owner_changed_ = -1; ///< XFixes' event
};

} // namespace vitrail
