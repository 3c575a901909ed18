#pragma once

#include "base/buffer_ref.hpp"
#include "base/slot.hpp"

namespace vitrail {

/// Has whoever made it done away with it? Then nobody waits to have it back.
[[nodiscard]] bool is_abandoned(wlr_buffer const& buffer);

/// A buffer of shared memory that its client has back and may draw into again, and whose picture is still shown, from a copy.
///
/// Who loses the copy may look into the buffer once more. So when the client does away with it (a wallpaper's never draws
/// again), the pixels are kept first.
class ReturnedBuffer {
public:
    /// `needed`: no other picture is shown instead.
    ReturnedBuffer(wlr_buffer& buffer, bool needed);

    /// The buffer, or its pixels if it is gone; null if those could not be kept. What the buffer holds may be anything that the
    /// client has drawn since.
    [[nodiscard]] wlr_buffer* get() const { return buffer_ ? buffer_ : pixels_.get(); }
    /// Another picture is shown instead: if the client does away with the buffer, nobody needs its pixels.
    void replaced() { needed_ = false; }

private:
    void on_destroy();

    wlr_buffer* buffer_;
    BufferRef pixels_;
    bool needed_;
    Slot<> destroyed_;
};

} // namespace vitrail
