#include "frame/cost_estimate.hpp"

#include <algorithm>

namespace vitrail {

void CostEstimate::add(Duration taken)
{
    bool const forgotten = taken > value() && highest(long_memory) >= taken - taken / 8;
    if (forgotten)
        remember_long_ = long_memory_lasts;
    else if (remember_long_ > 0)
        --remember_long_;
    if (count_ > 0 && count_ % bucket_size == 0) {
        newest_ = (newest_ + 1) % long_memory;
        buckets_[newest_] = {};
    }
    ++count_;
    buckets_[newest_] = std::max(buckets_[newest_], taken);
}

Duration CostEstimate::value() const { return highest(remember_long_ > 0 ? long_memory : short_memory); }

Duration CostEstimate::highest(std::size_t buckets) const
{
    Duration out{};
    for (std::size_t i = 0; i < buckets; ++i)
        out = std::max(out, buckets_[(newest_ + long_memory - i) % long_memory]);
    return out;
}

} // namespace vitrail
