#include "base/weak_buffer.hpp"

#include "base/wlr.hpp"

namespace vitrail {

WeakBuffer::WeakBuffer(wlr_buffer& buffer) : buffer_{&buffer}
{
    destroyed_.connect<&WeakBuffer::on_destroy>(this, buffer.events.destroy);
}

void WeakBuffer::on_destroy()
{
    destroyed_.disconnect();
    buffer_ = nullptr;
}

} // namespace vitrail
