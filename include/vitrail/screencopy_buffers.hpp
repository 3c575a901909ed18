#pragma once

#include "base/buffer_ref.hpp"
#include "base/message_log.hpp"

#include <cstddef>
#include <optional>

namespace vitrail {

/// Lets go of buffers that wlroots 0.20 keeps when it refuses to copy a screenshot into them (wlr-screencopy).
///
/// It locks the buffer, ends a client whose buffer has the wrong size, format or stride, and forgets the lock: the buffer,
/// its memory and its descriptor would stay for ever.
class ScreencopyBuffers {
public:
    explicit ScreencopyBuffers(MessageLog& messages);
    ScreencopyBuffers(ScreencopyBuffers const&) = delete;
    ScreencopyBuffers& operator=(ScreencopyBuffers const&) = delete;

private:
    /// A request for a copy that is being handled.
    struct Copy {
        wl_resource* frame;
        BufferRef buffer;
        std::size_t locks; ///< of the buffer, this one counted, before wlroots sees the request
    };
    struct Refused;

    void look_at_request(Message const& request);
    void look_at_next(Message const& message);

    MessageLog& messages_;
    std::optional<Copy> copy_;
};

} // namespace vitrail
