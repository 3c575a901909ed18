#include "base/opened_buffer.hpp"

#include "base/memory_buffer.hpp"
#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

BufferRef open_buffer(wlr_buffer& buffer)
{
    void* data = nullptr;
    MemoryPixels pixels;
    if (buffer.accessing_data_ptr
        || !wlr_buffer_begin_data_ptr_access(&buffer, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &pixels.format, &pixels.stride))
        return {};
    auto const close = [kept = BufferRef{&buffer}](std::byte*) { wlr_buffer_end_data_ptr_access(kept.get()); };
    pixels.data = {static_cast<std::byte*>(data), close};
    return memory_buffer({buffer.width, buffer.height}, std::move(pixels));
}

} // namespace vitrail
