#pragma once

#include "base/buffer_ref.hpp"

namespace vitrail {

/// The same pixels, open for reading as long as anybody refers to the result, which may be opened as often as one likes, though
/// `buffer` itself may be opened by nobody else meanwhile. Null if it cannot be read, or is open.
///
/// For a pass that reads the memory of many clients, twice each. wlroots catches the SIGBUS of memory that is open: each time
/// the first is opened it installs its handler, and removes it with the last, which are two calls of the kernel. What is open
/// together shares one.
[[nodiscard]] BufferRef open_buffer(wlr_buffer& buffer);

} // namespace vitrail
