#include "base/returned_buffer.hpp"

#include "base/copied_buffer.hpp"
#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

ReturnedBuffer::ReturnedBuffer(wlr_buffer& buffer) : buffer_{&buffer}
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
