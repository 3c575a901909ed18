#include "scene/picture.hpp"

#include "base/wlr.hpp"

namespace vitrail {

namespace {

bool of_one_kind(Content const& a, Content const& b)
{
    return a.size == b.size && a.memory == b.memory && a.format == b.format && a.modifier == b.modifier;
}

} // namespace

bool Picture::lies_like(Picture const& o) const
{
    bool const same_kind = !content ? !o.content : o.content && of_one_kind(*content, *o.content);
    return same_kind && color == o.color && source == o.source && size == o.size && transform == o.transform
        && alpha == o.alpha && opaque == o.opaque && yuv == o.yuv;
}

Content describe(BufferRef buffer)
{
    Content out{.buffer = buffer, .size = buffer.size()};
    wlr_dmabuf_attributes dmabuf{};
    wlr_shm_attributes shm{};
    if (wlr_buffer_get_dmabuf(buffer.get(), &dmabuf)) {
        out.memory = Memory::Dmabuf;
        out.format = {dmabuf.format};
        out.modifier = dmabuf.modifier;
    } else if (wlr_buffer_get_shm(buffer.get(), &shm)) {
        out.format = {shm.format};
    } else {
        void* data = nullptr;
        std::size_t stride = 0;
        if (wlr_buffer_begin_data_ptr_access(buffer.get(), WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &out.format.fourcc,
                                             &stride))
            wlr_buffer_end_data_ptr_access(buffer.get());
    }
    return out;
}

} // namespace vitrail
