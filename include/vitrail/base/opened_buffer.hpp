#pragma once

#include "base/buffer_ref.hpp"

#include <cstddef>
#include <cstdint>

namespace vitrail {

/// The same pixels, open for reading as long as anybody refers to the result, which may be opened as often as one likes, though
/// `buffer` itself may be opened by nobody else meanwhile. Null if it cannot be read, or is open.
///
/// For a pass that reads the memory of many clients, twice each. wlroots catches the SIGBUS of memory that is open: each time
/// the first is opened it installs its handler, and removes it with the last, which are two calls of the kernel. What is open
/// together shares one.
[[nodiscard]] BufferRef open_buffer(wlr_buffer& buffer);

/// wlr_buffer_begin_data_ptr_access, but false where the memory is open already, of which wlroots asserts that it is not.
[[nodiscard]] bool try_access(wlr_buffer& buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride);

} // namespace vitrail
