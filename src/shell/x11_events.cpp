#include "x11_events.hpp"

#include "input/seat.hpp"
#include "x11_atoms.hpp"

#include <algorithm>

namespace vitrail {

X11Events::X11Events(wlr_xwayland& xwayland, World const& world)
    : xwayland_{xwayland}
    , connection_{wlr_xwayland_get_xwm_connection(&xwayland)}
    , world_{world}
{
    if (!connection_)
        return;
    drag_.emplace(xwayland, *connection_, world);
    incoming_.emplace(*connection_);
    clipboard_ = atom_of(*connection_, "CLIPBOARD");
    targets_ = atom_of(*connection_, "TARGETS");
    mark_of_secrets_ = atom_of(*connection_, "x-kde-passwordManagerHint");
    if (auto const* fixes = xcb_get_extension_data(connection_, &xcb_xfixes_id); fixes && fixes->present)
        owner_changed_ = fixes->first_event + XCB_XFIXES_SELECTION_NOTIFY;
    xwayland.data = this;
    xwayland.user_event_handler = on_event;
}

X11Events::~X11Events()
{
    xwayland_.user_event_handler = nullptr;
    xwayland_.data = nullptr;
}

/// True: wlroots does not see it.
bool X11Events::on_event(wlr_xwayland* xwayland, xcb_generic_event_t* event)
{
    auto& self = *static_cast<X11Events*>(xwayland->data);
    int const kind = int(event->response_type & kind_of_x11_event);
    if (kind == self.owner_changed_) {
        self.on_owner(reinterpret_cast<xcb_xfixes_selection_notify_event_t const&>(*event));
        return false;
    }
    if (self.drag_->handle(*event))
        return true;
    self.incoming_->watch(*event);
    if (kind == XCB_SELECTION_NOTIFY)
        self.on_answer(reinterpret_cast<xcb_selection_notify_event_t const&>(*event));
    return false;
}

void X11Events::on_owner(xcb_xfixes_selection_notify_event_t const& change)
{
    if (change.selection == drag_->selection())
        drag_->owner_changed(change.owner);
    if (change.subtype == XCB_XFIXES_SELECTION_EVENT_SET_SELECTION_OWNER)
        return; // by itself, or because another one owns it now
    if (change.selection == clipboard_)
        world_.seat.x11_clipboard_died();
    incoming_->owner_died(change.selection);
}

/// What there is on the clipboard: wlroots sets it as soon as it sees the same.
void X11Events::on_answer(xcb_selection_notify_event_t const& answer)
{
    if (answer.selection != clipboard_ || answer.target != targets_ || answer.property == XCB_ATOM_NONE)
        return;
    auto const types = read_atoms(*connection_, answer.requestor, answer.property);
    world_.seat.x11_clipboard_marked(std::ranges::contains(types, mark_of_secrets_));
}

} // namespace vitrail
