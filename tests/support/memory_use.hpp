#pragma once

#include <cstddef>
#include <string>

namespace vitrail::test {

/// Bytes on the heap of this process that somebody holds.
[[nodiscard]] std::size_t memory_in_use();
/// Bytes of this process that lie in the machine's memory, kept for later use included.
[[nodiscard]] std::size_t resident_memory();
/// Open descriptors of this process.
[[nodiscard]] int open_descriptors();
/// The same, a line each, and what they lead to.
[[nodiscard]] std::string told_descriptors();

} // namespace vitrail::test
