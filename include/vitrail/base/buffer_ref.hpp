#pragma once

#include "base/geometry.hpp"

#include <utility>

struct wlr_buffer;

namespace vitrail {

/// A lock on a `wlr_buffer`: while one lives, the client is not told that it may draw into it again.
///
/// Copies are further locks. The last one to go releases the buffer to its producer (wl_buffer.release).
class BufferRef {
public:
    BufferRef() = default;
    /// Takes a lock of its own; null gives an empty reference.
    explicit BufferRef(wlr_buffer* buffer);
    /// Takes over a lock that the caller already holds (wlr_swapchain_acquire gives such).
    [[nodiscard]] static BufferRef adopt(wlr_buffer* locked);

    BufferRef(BufferRef const& other) : BufferRef{other.buffer_} {}
    BufferRef(BufferRef&& other) noexcept : buffer_{std::exchange(other.buffer_, nullptr)} {}
    BufferRef& operator=(BufferRef other) noexcept
    {
        std::swap(buffer_, other.buffer_);
        return *this;
    }
    ~BufferRef() { reset(); }

    [[nodiscard]] wlr_buffer* get() const { return buffer_; }
    [[nodiscard]] Size<BufferPx> size() const;
    explicit operator bool() const { return buffer_ != nullptr; }
    friend bool operator==(BufferRef const& a, BufferRef const& b) { return a.buffer_ == b.buffer_; }
    void reset();

private:
    wlr_buffer* buffer_ = nullptr;
};

} // namespace vitrail
