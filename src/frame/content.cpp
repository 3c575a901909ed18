#include "frame/content.hpp"

#include "base/returned_buffer.hpp"

namespace vitrail {

void Content::give_back() const
{
    if (!buffer || (is_abandoned(*buffer.get()) && !is_replaced))
        return; // nobody waits for it, and a renderer may lose its copy
    given_back = std::make_shared<ReturnedBuffer>(*buffer.get(), !is_replaced);
    buffer.reset();
}

void Content::replaced() const
{
    is_replaced = true;
    if (given_back)
        given_back->replaced();
}

} // namespace vitrail
