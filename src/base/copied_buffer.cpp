#include "base/copied_buffer.hpp"

#include "base/wlr.hpp"

#include <cstring>
#include <memory>
#include <new>

namespace vitrail {

namespace {

/// Standard layout with wlroots' part first: it hands that back.
struct CopiedBuffer {
    wlr_buffer base{};
    std::byte* pixels = nullptr; // owned
    std::uint32_t format = 0;    // DRM's name
    std::size_t stride = 0;      // bytes

    static void destroy(wlr_buffer* buffer)
    {
        std::unique_ptr<CopiedBuffer> const self{reinterpret_cast<CopiedBuffer*>(buffer)};
        wlr_buffer_finish(buffer);
        delete[] self->pixels;
    }
    static bool begin_access(wlr_buffer* buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride)
    {
        if (flags & WLR_BUFFER_DATA_PTR_ACCESS_WRITE)
            return false;
        auto const& self = *reinterpret_cast<CopiedBuffer*>(buffer);
        *data = self.pixels;
        *format = self.format;
        *stride = self.stride;
        return true;
    }
    static void end_access(wlr_buffer*) {}
    static constexpr wlr_buffer_impl impl{
        .destroy = destroy, .begin_data_ptr_access = begin_access, .end_data_ptr_access = end_access};
};

} // namespace

BufferRef copy_buffer(wlr_buffer& from)
{
    void* data = nullptr;
    std::uint32_t format = 0;
    std::size_t stride = 0;
    if (!wlr_buffer_begin_data_ptr_access(&from, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &format, &stride))
        return {};
    auto const bytes = stride * std::size_t(from.height);
    std::unique_ptr<CopiedBuffer> made{new (std::nothrow) CopiedBuffer};
    std::unique_ptr<std::byte[]> pixels{new (std::nothrow) std::byte[bytes]};
    if (pixels)
        std::memcpy(pixels.get(), data, bytes); // where the client cut its memory off there are zeroes
    wlr_buffer_end_data_ptr_access(&from);
    if (!made || !pixels)
        return {};
    wlr_buffer_init(&made->base, &CopiedBuffer::impl, from.width, from.height);
    made->pixels = pixels.release();
    made->format = format;
    made->stride = stride;
    BufferRef out{&made->base};
    wlr_buffer_drop(&made.release()->base); // from here on it lives as long as its references
    return out;
}

} // namespace vitrail
