#pragma once

#include "base/wlr.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace vitrail {

/// The memory of a buffer while it may be read: shared memory, or a dmabuf whose rows lie in plain order.
class BufferReading {
public:
    /// The buffer must outlive it.
    explicit BufferReading(wlr_buffer& buffer);
    ~BufferReading();
    BufferReading(BufferReading const&) = delete;
    BufferReading& operator=(BufferReading const&) = delete;

    struct ImageUnref {
        void operator()(pixman_image_t* image) const { pixman_image_unref(image); }
    };
    using Image = std::unique_ptr<pixman_image_t, ImageUnref>;

    /// The memory as pixman's, valid as long as this; null if it cannot be read. `opaque`: its alpha counts for nothing.
    [[nodiscard]] Image image(bool opaque = false) const;

private:
    void map(wlr_dmabuf_attributes const& dmabuf);

    wlr_buffer& buffer_;
    bool open_ = false;             // through wlroots
    std::span<std::byte> mapped_{}; // of a dmabuf
    int dmabuf_ = -1;
    void* data_ = nullptr;
    std::uint32_t fourcc_ = 0;
    std::size_t stride_ = 0;
};

} // namespace vitrail
