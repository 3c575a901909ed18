#include "base/returned_buffer.hpp"

#include "base/copied_buffer.hpp"
#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

bool is_abandoned(wlr_buffer const& buffer) { return buffer.dropped; }

ReturnedBuffer::ReturnedBuffer(wlr_buffer& buffer, bool needed) : buffer_{&buffer}, needed_{needed}
{
    destroyed_.connect<&ReturnedBuffer::on_destroy>(this, buffer.events.destroy);
}

void ReturnedBuffer::on_destroy()
{
    destroyed_.disconnect();
    auto& buffer = *std::exchange(buffer_, nullptr);
    if (needed_)
        pixels_ = copy_buffer(buffer);
}

} // namespace vitrail
