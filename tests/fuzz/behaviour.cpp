#include "behaviour.hpp"

#include <cstddef>

namespace vitrail::test {

namespace {

constexpr std::size_t kinds = 1U << 15;

/// libFuzzer looks at this section after each input, and clears it before the next.
[[gnu::section("__libfuzzer_extra_counters"), gnu::used]] std::uint8_t counters[kinds];

} // namespace

void saw(std::uint32_t cause, std::uint32_t effect)
{
    auto const mixed = (cause * 2654435761U ^ effect) * 2246822519U;
    auto& counter = counters[mixed >> 17];
    counter += counter < UINT8_MAX;
}

} // namespace vitrail::test
