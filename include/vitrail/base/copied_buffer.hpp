#pragma once

#include "base/buffer_ref.hpp"

namespace vitrail {

/// The pixels of a buffer that the processor can read, in memory of our own. Empty when it cannot read them, or when there
/// is no memory for it.
[[nodiscard]] BufferRef copy_buffer(wlr_buffer& from);

} // namespace vitrail
