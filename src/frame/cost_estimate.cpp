#include "frame/cost_estimate.hpp"

#include <algorithm>

namespace vitrail {

void CostEstimate::Bucket::add(Duration taken)
{
    second = std::max(second, std::min(taken, longest));
    longest = std::max(longest, taken);
}

void CostEstimate::add(Duration taken)
{
    remember(taken);
    usual_ = count_ == 0 ? taken : usual_ + (std::min(taken, usual_ * 2) - usual_) / 8;
    if (count_ > 0 && count_ % bucket_size == 0) {
        newest_ = (newest_ + 1) % long_memory;
        buckets_[newest_] = {};
    }
    if (count_ == bucket_size * short_memory)
        buckets_[0] = {}; // the first ones
    ++count_;
    buckets_[newest_].add(taken);
}

void CostEstimate::remember(Duration taken)
{
    auto const alike = taken - taken / 8;
    if (remember_ > 0 && taken >= remembered_ - remembered_ / 8)
        remember_ = remembered_for; // it still comes
    else if (remember_ > 0 && --remember_ == 0)
        remembered_ = {};
    if (taken > value() && std::ranges::count_if(buckets_, [&](Bucket const& b) { return b.longest >= alike; }) >= comes_again) {
        remembered_ = taken;
        remember_ = remembered_for;
    }
}

Duration CostEstimate::value() const
{
    Bucket recent;
    for (std::size_t i = 0; i < short_memory; ++i) {
        auto const& bucket = buckets_[(newest_ + long_memory - i) % long_memory];
        recent.add(bucket.longest);
        recent.add(bucket.second);
    }
    auto const others = std::max(recent.second, usual_);
    return std::max(remembered_, std::min(recent.longest, others + lone_allowance));
}

Duration CostEstimate::guard() const
{
    Bucket all;
    for (auto const& bucket : buckets_) {
        all.add(bucket.longest);
        all.add(bucket.second);
    }
    auto const expected = value();
    auto const to_come = std::min((expected - usual_) * 2, lone_allowance);
    return std::max({Duration::zero(), to_come, all.second - expected, std::min(all.longest - expected, lone_allowance)});
}

} // namespace vitrail
