#pragma once

#include "base/message_log.hpp"

namespace vitrail {

/// Puts a copy of our own in the place of a keymap that a virtual keyboard comes with (virtual-keyboard-v1).
///
/// wlroots 0.20 maps the client's file and reads as much as the client says that there is: of a shorter file, or one that is cut off
/// meanwhile, the kernel answers with SIGBUS.
class KeymapFiles {
public:
    explicit KeymapFiles(MessageLog& messages);
};

} // namespace vitrail
