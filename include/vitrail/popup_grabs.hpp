#pragma once

#include "base/message_log.hpp"

namespace vitrail {

/// Ends who grabs twice for one popup (xdg_popup.grab).
///
/// wlroots 0.20 keeps the popups of each seat's grab in a list, and puts a popup that grabs on a second seat into that one's list
/// without taking it out of the first one: both are broken then, and whoever walks through them crashes.
class PopupGrabs {
public:
    explicit PopupGrabs(MessageLog& messages);
};

} // namespace vitrail
