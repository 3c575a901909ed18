#pragma once

#include "base/wlr.hpp"

#include <set>

namespace vitrail {

/// Ends transfers from a program of X11 that has died over them: wlroots would wait for it for ever, and who pastes with it.
class X11Incoming {
public:
    explicit X11Incoming(xcb_connection_t& connection);

    /// Looks at an event that wlroots sees next: it asks with a new window of its own for each transfer.
    void watch(xcb_generic_event_t const& event);
    /// Whoever owned this selection has died.
    void owner_died(xcb_atom_t selection);

private:
    void on_answer(xcb_selection_notify_event_t const& event);

    xcb_connection_t& connection_;
    xcb_atom_t incr_;
    std::set<xcb_window_t> waiting_; ///< windows to which not all has come
};

} // namespace vitrail
