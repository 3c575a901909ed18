#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/kept_clipboard.hpp"

#include <optional>

namespace vitrail {

/// Clipboard and primary selection: whoever asks with a serial of an event that it really got, owns them.
/// (wlroots checks the serials before it asks us.) A clipboard manager may look and set without being focused, by data
/// control, ext's and wlr's. What was copied stays when its program ends (KeptClipboard); the primary selection does not.
class Selections {
public:
    Selections(wl_display& display, EventLoop& loop, wlr_seat& seat);

    /// How many bytes of the clipboard outlive their program.
    void keep(std::size_t bytes) { kept_.set_limit(bytes); }
    /// wlroots is about to set what a program of X11 has copied: a secret, or not.
    void x11_marked(bool secret) { x11_secret_ = secret; }
    /// The owner of X11's clipboard has died; wlroots is about to hear of it, and to tell us as if it had taken it back.
    void x11_owner_died() { dead_ = seat_.selection_source; }

private:
    void on_clipboard(wlr_seat_request_set_selection_event* event);
    void on_primary(wlr_seat_request_set_primary_selection_event* event);

    wlr_seat& seat_;
    KeptClipboard kept_;
    std::optional<bool> x11_secret_; ///< of what comes next; none: it is not of X11
    wlr_data_source* dead_ = nullptr; ///< of an owner that did not take it back; never looked into
    Slot<wlr_seat_request_set_selection_event> clipboard_;
    Slot<wlr_seat_request_set_primary_selection_event> primary_;
};

} // namespace vitrail
