#include "frame/cost_estimate.hpp"

#include <algorithm>

namespace vitrail {

void CostEstimate::add(Duration taken)
{
    remember(taken);
    usual_ = count_ == 0 ? taken : usual_ + (std::min(taken, usual_ * 2) - usual_) / 8;
    if (count_ > 0 && count_ % bucket_size == 0) {
        newest_ = (newest_ + 1) % long_memory;
        buckets_[newest_] = {};
    }
    ++count_;
    buckets_[newest_] = std::max(buckets_[newest_], taken);
}

void CostEstimate::remember(Duration taken)
{
    auto const alike = taken - taken / 8;
    if (remember_ > 0 && taken >= remembered_ - remembered_ / 8)
        remember_ = remembered_for; // it still comes
    else if (remember_ > 0 && --remember_ == 0)
        remembered_ = {};
    if (taken > value() && std::ranges::count_if(buckets_, [&](Duration d) { return d >= alike; }) >= comes_again) {
        remembered_ = taken;
        remember_ = remembered_for;
    }
}

Duration CostEstimate::value() const
{
    Duration out = remembered_;
    for (std::size_t i = 0; i < short_memory; ++i)
        out = std::max(out, buckets_[(newest_ + long_memory - i) % long_memory]);
    return out;
}

} // namespace vitrail
