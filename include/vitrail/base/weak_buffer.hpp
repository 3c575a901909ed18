#pragma once

#include "base/slot.hpp"

struct wlr_buffer;

namespace vitrail {

/// Knows a `wlr_buffer` as long as that exists, without keeping its client from drawing into it again.
class WeakBuffer {
public:
    explicit WeakBuffer(wlr_buffer& buffer);

    /// Null once the buffer is gone. What it holds may be anything that the client has drawn since.
    [[nodiscard]] wlr_buffer* get() const { return buffer_; }

private:
    void on_destroy();

    wlr_buffer* buffer_;
    Slot<> destroyed_;
};

} // namespace vitrail
