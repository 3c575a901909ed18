#pragma once

#include "base/time.hpp"
#include "frame/cost_estimate.hpp"

namespace vitrail {

/// When pictures have to be ready that clients draw after a flip.
struct PictureDue {
    Time deadline; ///< the latch waits so long for those that were called back for it
    Time latest;   ///< whoever is ready later has lost the vblank: the latch can wait no longer
    Duration guard{}; ///< pictures should be ready before the deadline by so much, because the display's own work may stall
};

/// When one client is called back for its next picture.
///
/// A client that is called back right after a flip draws, and then its picture lies waiting for most of a refresh. So it
/// is called back later: just early enough that the picture is ready before the display's next deadline. How long it
/// takes is learnt, and what stalls there were lately: nobody is given less time than they would have taken, within
/// reason. Whoever loses a vblank is called back right after the flip again, at once and for a while; so is
/// every client that takes most of a refresh, or too irregularly. No client gets fewer callbacks than without it.
///
/// Pure: times are handed in.
class Pace {
public:
    /// When to send the callback after the flip at `flip`, if the next picture is due then.
    [[nodiscard]] Time callback_time(Time flip, PictureDue due) const;

    /// The callback went out.
    void called_back(Time now, Time flip, PictureDue due);
    /// A picture of the client's is ready to be shown.
    void ready(Time now);

    /// A frame was begun without waiting any longer.
    void overtaken() { overtaken_ = sent_ != Time{}; }
    /// Was it called back, and has had no more time since than it may take?
    [[nodiscard]] bool awaited(Time now) const;
    /// Is it awaited, and was called back so late because its picture will be there in time?
    [[nodiscard]] bool promised(Time now) const { return delayed_ && awaited(now); }

    /// Off: callbacks always follow the flip.
    void set_enabled(bool enabled) { enabled_ = enabled; }
    /// How long the client takes from the callback to the picture, at most.
    [[nodiscard]] Duration drawing_time() const { return drawing_.value(); }

private:
    [[nodiscard]] Duration needed() const;
    [[nodiscard]] Duration guard() const;

    bool enabled_ = true;
    CostEstimate drawing_;
    Time sent_{}, latest_{}; // of the callback that is not answered yet; zero: none
    bool delayed_ = false;   // that callback was sent later than the flip
    bool overtaken_ = false; // the frame that it was for was begun without it
    int hold_ = 0;           // so many callbacks more are not delayed
    int next_hold_ = 0;
    int hits_ = 0;           // delayed callbacks answered in time, in a row
};

} // namespace vitrail
