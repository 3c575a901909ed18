// What becomes of a frame that the display does not take, or that cannot be painted. The loop of frames is in output.cpp.

#include "output/output.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

constexpr int most_mends = 6; // the last one after three seconds

} // namespace

/// The display refused, in the commit, what it had allowed in the test: the same turn shows the same picture composed.
void Output::compose_everything()
{
    Frame& frame = *drawing_;
    ++stats_.refused;
    bool const already = std::ranges::none_of(frame.assignment.placements, [](auto const& p) { return p.plane.has_value(); });
    if (already)
        return give_up();
    planes_.commit_failed(*frame.stack, frame.assignment, loop_.now());
    auto composed = all_composed(*frame.stack, scanout_->caps(), Verdict::Quarantined);
    for (std::size_t i = 0; i < composed.placements.size(); ++i)
        if (!frame.assignment.placements[i].plane)
            composed.placements.edit(i).verdict = frame.assignment.placements[i].verdict;
    frame.assignment = std::move(composed);
    frame.cursor.reset();
    frame.composed.reset();
    cursor_.picture.reset();
    add_composed_damage(frame);
    std::ignore = prepare_cursor(frame);
    go_on_composing();
}

/// A layer without a texture is left out, which nobody would notice and mend if its client draws nothing more. Memory comes
/// and goes, so it is tried again; a buffer that can never be read is left out after a few times.
void Output::mend_later()
{
    if (!composer_.take_left_out())
        mends_ = 0;
    else if (mends_ < most_mends)
        mending_.arm(loop_.now() + retry_delay * (1 << mends_++));
}

/// What is on planes goes on being shown meanwhile.
void Output::paint_anew()
{
    composer_.forget();
    last_composed_.reset();
    cursor_.picture.reset();
    if (!scanout_)
        return;
    forced_ = true;
    viewport_.add_damage_whole();
    if (state_ != State::Composing && state_ != State::Scheduled)
        return;
    next_band_.disarm();
    drawing_.reset();
    schedule();
}

/// Nothing can be shown now (no memory, a display that refuses everything): keep the last picture, try at a later vblank.
void Output::give_up()
{
    drawing_.reset();
    last_composed_.reset();
    composer_.forget();
    state_ = State::Scheduled;
    viewport_.add_damage_whole();
    plan_ = {loop_.now() + retry_delay, loop_.now() + retry_delay};
    deadline_.arm(plan_.deadline);
}

} // namespace vitrail
