#include "base/opened_buffer.hpp"

#include "base/memory_buffer.hpp"
#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

BufferRef open_buffer(wlr_buffer& buffer)
{
    void* data = nullptr;
    MemoryPixels pixels;
    if (!try_access(buffer, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &pixels.format, &pixels.stride))
        return {};
    auto const close = [kept = BufferRef{&buffer}](std::byte*) { wlr_buffer_end_data_ptr_access(kept.get()); };
    pixels.data = {static_cast<std::byte*>(data), close};
    return memory_buffer({buffer.width, buffer.height}, std::move(pixels));
}

bool try_access(wlr_buffer& buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride)
{
    return !buffer.accessing_data_ptr && wlr_buffer_begin_data_ptr_access(&buffer, flags, data, format, stride);
}

} // namespace vitrail
