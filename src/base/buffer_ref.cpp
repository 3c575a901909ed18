#include "base/buffer_ref.hpp"

#include "base/wlr.hpp"

#include <cassert>

namespace vitrail {

BufferRef::BufferRef(wlr_buffer* buffer) : buffer_{buffer ? wlr_buffer_lock(buffer) : nullptr} {}

BufferRef BufferRef::adopt(wlr_buffer* locked)
{
    BufferRef out;
    out.buffer_ = locked;
    return out;
}

Size<BufferPx> BufferRef::size() const
{
    return buffer_ ? Size<BufferPx>{buffer_->width, buffer_->height} : Size<BufferPx>{};
}

void BufferRef::reset()
{
    assert(!buffer_ || buffer_->n_locks > 0); // else somebody has let go what is still looked at
    if (buffer_)
        wlr_buffer_unlock(std::exchange(buffer_, nullptr));
}

} // namespace vitrail
