#include "base/copied_buffer.hpp"

#include "base/memory_buffer.hpp"
#include "base/wlr.hpp"

#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace vitrail {

BufferRef copy_buffer(wlr_buffer& from)
{
    void* data = nullptr;
    MemoryPixels copy;
    if (!wlr_buffer_begin_data_ptr_access(&from, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &copy.format, &copy.stride))
        return {};
    auto const bytes = copy.stride * std::size_t(from.height);
    std::unique_ptr<std::byte[]> pixels{new (std::nothrow) std::byte[bytes]};
    if (pixels)
        std::memcpy(pixels.get(), data, bytes); // where the client cut its memory off there are zeroes
    wlr_buffer_end_data_ptr_access(&from);
    if (!pixels)
        return {};
    copy.data = {pixels.release(), std::default_delete<std::byte[]>{}};
    return memory_buffer({from.width, from.height}, std::move(copy));
}

} // namespace vitrail
