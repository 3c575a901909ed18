#include "base/memory_buffer.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

namespace {

struct MemoryBuffer : wlr_buffer {
    MemoryPixels pixels;

    static void destroy(wlr_buffer* buffer)
    {
        std::unique_ptr<MemoryBuffer> const self{static_cast<MemoryBuffer*>(buffer)};
        wlr_buffer_finish(buffer);
    }
    static bool begin_access(wlr_buffer* buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride)
    {
        if (flags & WLR_BUFFER_DATA_PTR_ACCESS_WRITE)
            return false;
        auto const& pixels = static_cast<MemoryBuffer*>(buffer)->pixels;
        *data = pixels.data.get();
        *format = pixels.format;
        *stride = pixels.stride;
        return true;
    }
    static void end_access(wlr_buffer*) {}
    static constexpr wlr_buffer_impl impl{
        .destroy = destroy, .begin_data_ptr_access = begin_access, .end_data_ptr_access = end_access};
};

} // namespace

BufferRef memory_buffer(Size<BufferPx> size, MemoryPixels pixels)
{
    auto made = std::make_unique<MemoryBuffer>();
    wlr_buffer_init(made.get(), &MemoryBuffer::impl, size.width, size.height);
    made->pixels = std::move(pixels);
    BufferRef out{made.get()};
    wlr_buffer_drop(made.release()); // from here on it lives as long as its references
    return out;
}

} // namespace vitrail
