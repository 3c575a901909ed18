#pragma once

#include "base/time.hpp"
#include "frame/cost_estimate.hpp"

namespace vitrail {

/// When one client is called back for its next picture.
///
/// A client that is called back right after a flip draws, and then its picture lies waiting for most of a refresh. So it
/// is called back later: just early enough that the picture is ready before the display's next deadline. How long it
/// takes is learnt. Whoever misses the deadline once is called back right after the flip again, at once and for a while,
/// and a little earlier from then on; so is every client that takes most of a refresh, or too irregularly. No client gets fewer callbacks than without it.
///
/// Pure: times are handed in.
class Pace {
public:
    /// When to send the callback after the flip at `flip`, if the next deadline is at `deadline`.
    [[nodiscard]] Time callback_time(Time flip, Time deadline) const;

    /// The callback went out; the picture is wanted by `deadline`.
    void called_back(Time now, Time flip, Time deadline);
    /// A picture of the client's is ready to be shown.
    void ready(Time now);

    /// Off: callbacks always follow the flip.
    void set_enabled(bool enabled) { enabled_ = enabled; }
    /// How long the client takes from the callback to the picture, at most.
    [[nodiscard]] Duration drawing_time() const { return drawing_.value(); }

private:
    static constexpr Duration least_guard = std::chrono::microseconds{400};

    bool enabled_ = true;
    CostEstimate drawing_;
    Time sent_{}, wanted_{}; // of the callback that is not answered yet; zero: none
    bool delayed_ = false;   // that callback was sent later than the flip
    Duration guard_ = least_guard; // what the way of an event to the client and back may take beyond what was learnt
    int hold_ = 0;           // so many callbacks more are not delayed
    int next_hold_ = 0;
    int hits_ = 0;           // delayed callbacks answered in time, in a row
};

} // namespace vitrail
