#include "x11_incoming.hpp"

#include "x11_atoms.hpp"

namespace vitrail {

X11Incoming::X11Incoming(xcb_connection_t& connection) : connection_{connection}, incr_{atom_of(connection, "INCR")} {}

void X11Incoming::watch(xcb_generic_event_t const& event)
{
    switch (event.response_type & kind_of_x11_event) {
    case XCB_CREATE_NOTIFY:
        if (auto const window = reinterpret_cast<xcb_create_notify_event_t const&>(event).window; is_own(connection_, window))
            waiting_.insert(window);
        break;
    case XCB_DESTROY_NOTIFY: waiting_.erase(reinterpret_cast<xcb_destroy_notify_event_t const&>(event).window); break;
    case XCB_SELECTION_NOTIFY: on_answer(reinterpret_cast<xcb_selection_notify_event_t const&>(event)); break;
    default: break;
    }
}

/// It has all, unless that was but the word that it comes in pieces.
void X11Incoming::on_answer(xcb_selection_notify_event_t const& event)
{
    if (!waiting_.contains(event.requestor) || event.property == XCB_ATOM_NONE)
        return;
    if (type_of_property(connection_, event.requestor, event.property) != incr_)
        waiting_.erase(event.requestor);
}

/// By the answer that there is nothing, which also ends what comes in pieces.
void X11Incoming::owner_died(xcb_atom_t selection)
{
    for (auto const window : waiting_) {
        xcb_selection_notify_event_t nothing{};
        nothing.response_type = XCB_SELECTION_NOTIFY;
        nothing.requestor = window;
        nothing.selection = selection;
        nothing.property = XCB_ATOM_NONE;
        xcb_send_event(&connection_, false, window, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<char const*>(&nothing));
    }
    xcb_flush(&connection_);
}

} // namespace vitrail
