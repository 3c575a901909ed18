#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace vitrail {

/// A picture in memory of our own.
struct MemoryPixels {
    std::shared_ptr<std::byte> data; ///< the topmost row comes first
    std::uint32_t format = 0;        ///< DRM's name
    std::size_t stride = 0;          ///< bytes from one row to the next
};

/// A buffer with these pixels, which it keeps as long as anybody refers to it: the processor can read them, and nobody can
/// write to them through it.
[[nodiscard]] BufferRef memory_buffer(Size<BufferPx> size, MemoryPixels pixels);

} // namespace vitrail
