#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"

namespace vitrail {

/// Clipboard and primary selection: whoever asks with a serial of an event that it really got, owns them.
/// (wlroots checks the serials before it asks us.) A clipboard manager may look and set without being focused, by data
/// control, ext's and wlr's.
class Selections {
public:
    Selections(wl_display& display, wlr_seat& seat);

private:
    void on_clipboard(wlr_seat_request_set_selection_event* event);
    void on_primary(wlr_seat_request_set_primary_selection_event* event);

    wlr_seat& seat_;
    Slot<wlr_seat_request_set_selection_event> clipboard_;
    Slot<wlr_seat_request_set_primary_selection_event> primary_;
};

} // namespace vitrail
