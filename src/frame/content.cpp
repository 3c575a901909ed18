#include "frame/content.hpp"

#include "base/weak_buffer.hpp"

namespace vitrail {

void Content::give_back() const
{
    if (buffer)
        given_back = std::make_shared<WeakBuffer const>(*buffer.get());
    buffer.reset();
}

} // namespace vitrail
