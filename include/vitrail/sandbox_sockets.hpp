#pragma once

#include "base/message_log.hpp"

namespace vitrail {

/// Closes what a client hands over as the socket of a sandbox (security-context-v1) and is none.
///
/// wlroots 0.20 tells such a client so and forgets both descriptors, so one that comes again and again would take all that
/// Vitrail may have open. The request is looked at before wlroots is.
class SandboxSockets {
public:
    explicit SandboxSockets(MessageLog& messages);
};

} // namespace vitrail
