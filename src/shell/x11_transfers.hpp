#pragma once

#include "base/wlr.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>

namespace vitrail {

/// Asks the owner of a selection of X11 for what it has, one thing after the other, also in pieces (ICCCM 2.7.2, INCR).
class X11Transfers {
public:
    /// Of what is asked for at a time, and of how much comes at most.
    static constexpr std::size_t most_requests = 16, most_bytes = 64 * 1024 * 1024;

    /// What came; nothing: the owner refused, died, or has more than `most_bytes`.
    using Done = std::function<void(std::optional<std::string>)>;

    /// `window` is ours, and tells of its properties (XCB_EVENT_MASK_PROPERTY_CHANGE).
    X11Transfers(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t selection);

    /// `time` is that of the event which allows it.
    void ask(xcb_atom_t target, xcb_timestamp_t time, Done done);
    /// The owner is gone: nothing will come any more.
    void give_up();
    /// True: it was about one of these.
    bool handle(xcb_generic_event_t const& event);

private:
    struct Request {
        xcb_atom_t target;
        xcb_timestamp_t time;
        Done done;
    };

    void ask_first();
    void on_notify(xcb_selection_notify_event_t const& event);
    void on_piece();
    void end(std::optional<std::string> with);

    xcb_connection_t& connection_;
    xcb_window_t window_;
    xcb_atom_t selection_, property_, incr_;
    std::deque<Request> requests_; ///< the first one is under way
    bool in_pieces_ = false;       ///< the first one comes so
    std::string pieces_;
};

} // namespace vitrail
