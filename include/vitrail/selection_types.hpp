#pragma once

#include "base/message_log.hpp"

namespace vitrail {

/// Ends clients that offer a selection, or what is dragged, in more types than anybody could mean.
///
/// wlroots compares each new type with all that came before, and tells whoever may paste of all of them: without a limit
/// one client keeps the loop busy, and overflows the connections of others. An offer makes no object and has no event of
/// wlroots' own, so the requests themselves are looked at.
class SelectionTypes {
public:
    explicit SelectionTypes(MessageLog& messages);
};

} // namespace vitrail
