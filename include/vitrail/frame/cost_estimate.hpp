#pragma once

#include "base/time.hpp"

#include <array>
#include <cstddef>

namespace vitrail {

/// How long something that is done again and again will take the next time, at most.
///
/// The maximum of the last 30 or so: right after one longer time, and half a second after it became shorter. Work with
/// two speeds, of which the slow one is rare, would be underestimated again and again: when a time comes back that was
/// just forgotten, the last 300 count for a while.
class CostEstimate {
public:
    void add(Duration taken);
    /// Zero before the first.
    [[nodiscard]] Duration value() const;
    /// Has it seen enough to be relied on?
    [[nodiscard]] bool settled() const { return count_ >= bucket_size; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    void forget() { *this = {}; }

private:
    // Buckets of ten, the newest first to be filled: only maxima are kept.
    static constexpr std::size_t bucket_size = 10, short_memory = 3, long_memory = 30;
    static constexpr std::size_t long_memory_lasts = 1800;

    [[nodiscard]] Duration highest(std::size_t buckets) const;

    std::array<Duration, long_memory> buckets_{};
    std::size_t newest_ = 0;
    std::size_t count_ = 0;
    std::size_t remember_long_ = 0; // so many more
};

} // namespace vitrail
