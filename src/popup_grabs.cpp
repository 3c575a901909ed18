#include "popup_grabs.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

namespace {

/// As if it had never asked. The last one ends the grab.
void take_back_grab(wlr_xdg_popup& popup)
{
    bool const last = popup.grab_link.next == popup.grab_link.prev;
    wl_list_remove(&popup.grab_link);
    wl_list_init(&popup.grab_link);
    auto* const seat = std::exchange(popup.seat, nullptr);
    if (!last)
        return;
    wlr_seat_pointer_end_grab(seat);
    wlr_seat_keyboard_end_grab(seat);
    wlr_seat_touch_end_grab(seat);
}

/// The request that follows finds a popup without a grab, and a client that is about to be ended.
void look_at_grab(Message const& message)
{
    auto* const popup = wlr_xdg_popup_from_resource(&message.resource);
    if (!popup || !popup->seat)
        return;
    wl_resource_post_error(&message.resource, XDG_POPUP_ERROR_INVALID_GRAB, "the popup has a grab already");
    take_back_grab(*popup);
}

} // namespace

PopupGrabs::PopupGrabs(MessageLog& messages) { messages.on_request("grab", {"xdg_popup"}, look_at_grab); }

} // namespace vitrail
