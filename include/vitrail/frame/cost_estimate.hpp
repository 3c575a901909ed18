#pragma once

#include "base/time.hpp"

#include <array>
#include <cstddef>

namespace vitrail {

/// How long something that is done again and again will take the next time, at most.
///
/// The maximum of the last 30 or so: right after longer times, and half a second after they became shorter. One long time
/// alone is a stall of the machine, not our work: it counts for little more than the others until a second one comes.
/// Work with two speeds, of which the slow one is rare, would be underestimated again and again: a time that comes for
/// the third time within the last 300 is remembered for 1,800. One that came once or twice, a first picture say, is not.
class CostEstimate {
public:
    void add(Duration taken);
    /// Zero before the first.
    [[nodiscard]] Duration value() const;
    /// How long it usually takes: a mean, in which a far longer time counts as twice the usual. Zero before the first.
    [[nodiscard]] Duration usual() const { return usual_; }
    /// How much longer than `value` it may take if the machine stalls, as it did among the last 300 times or so. What happened
    /// but once counts for two milliseconds at most; the very first times, when caches were cold, not at all. Never less than
    /// twice what `value` is beyond the usual, up to two milliseconds: where times differ, one that differs more is to come.
    [[nodiscard]] Duration guard() const;
    /// Has it seen enough to be relied on?
    [[nodiscard]] bool settled() const { return count_ >= bucket_size * short_memory; }
    void forget() { *this = {}; }

private:
    // Buckets of ten, the newest first to be filled: only the longest two are kept.
    struct Bucket {
        Duration longest{}, second{};

        void add(Duration taken);
    };

    static constexpr std::size_t bucket_size = 10, short_memory = 3, long_memory = 30;
    static constexpr int comes_again = 2; // times before, in as many buckets
    static constexpr std::size_t remembered_for = 1800;
    static constexpr Duration lone_allowance = std::chrono::milliseconds{2}; // of one long time beyond the others

    void remember(Duration taken);

    std::array<Bucket, long_memory> buckets_{};
    std::size_t newest_ = 0;
    std::size_t count_ = 0;
    Duration usual_{};
    Duration remembered_{};
    std::size_t remember_ = 0; // so many more
};

} // namespace vitrail
