#pragma once

#include <cstdint>

namespace vitrail::test {

/// Tells libFuzzer that something was seen from outside that says more than which lines were run: what is answered to what,
/// and what follows what. An input that shows something new is kept, as one that reaches new code is.
void saw(std::uint32_t cause, std::uint32_t effect);

} // namespace vitrail::test
