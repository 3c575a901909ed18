#pragma once

#include "base/time.hpp"

namespace vitrail {

/// When a frame may begin for which no picture is expected any more.
///
/// It could wait until its deadline, for changes that nobody foresees: a pointer that moves, a program that draws unasked.
/// But waiting has its price: whatever holds the machine up between deadline and vblank loses the frame. So a complete frame
/// begins up to half a period before its deadline. If something changed meanwhile that would have been in time otherwise, the
/// next frames wait until their deadlines: for half a second, and twice as long each time that this happens again soon.
///
/// And a processor that is woken once more finds its caches cold, which costs up to a fifth of a small frame. So where frames have
/// followed each other for long, and nothing ever changed while a complete one waited, the next begins at once, in the turn of
/// the loop that completed it.
///
/// Pure: times are handed in.
class EarlyStart {
public:
    /// When to begin the frame that is complete at `now` and could begin as late as `deadline`. Without news it is there only to
    /// call clients back: not more often than the display refreshes.
    [[nodiscard]] Time begin(Time now, Time deadline, Duration period, bool news = true) const;
    /// A frame began at `begin` that could have begun as late as `deadline`.
    void begun(Time begin, Time deadline);
    /// Something changed while a complete frame waits to begin.
    void surprised() { calm_ = 0; }
    /// Something changed that the frame on its way does not show.
    void missed_news(Time now);

private:
    Time could_wait_until_{}; // the frame on its way
    Time not_before_{};       // no early start
    Duration pause_{};        // the last one
    Time last_deadline_{};
    int calm_ = 0;            // frames in a row, none of which had to wait for what it then got
};

} // namespace vitrail
