// What an output does between its frames: it corrects its plan, calls clients back, asks the display what else it can.
// The loop of frames is in output.cpp.

#include "output/output.hpp"

namespace vitrail {

/// Not at each change: many come in one turn, and a frame that begins at its end has them all.
void Output::look_at_plan_again()
{
    auto const now = loop_.now();
    if (begin_ <= now || new_look_.armed())
        return;
    if (begin_ < plan_.deadline && viewport_.has_news()) // nobody was expected
        early_.surprised();
    new_look_.arm(now);
}

/// What has to be painted takes longer than what is only committed: if that comes after the plan was made, the same
/// vblank has an earlier deadline. What may tear waits for no vblank at all.
void Output::begin_earlier()
{
    if (state_ != State::Scheduled || varying_.on)
        return;
    if (tears_next()) {
        if (plan_.deadline <= loop_.now())
            return;
        clock_.take_back(plan_);
        plan_ = at_once();
    } else if (kind_ == FrameKind::Scanout && expected_kind() == FrameKind::Composed) {
        kind_ = FrameKind::Composed;
        plan_ = clock_.replan(plan_, loop_.now(), kind_);
    }
    auto const begin = when_to_begin();
    if (begin >= begin_)
        return;
    begin_ = begin;
    if (begin > loop_.now())
        return deadline_.arm(begin);
    deadline_.disarm();
    on_deadline();
}

/// The frame of the plan begins at its deadline. Earlier, if all pictures are there: what stalls the machine later loses
/// nothing then. A little later, if some are missing that will be there in time.
Time Output::when_to_begin() const
{
    auto const now = loop_.now();
    if (varying_.on || plan_.deadline <= now)
        return plan_.deadline;
    switch (viewport_.expected(now)) {
    case Expected::None:    return early_.begin(now, plan_.deadline, clock_.period(), viewport_.has_news());
    case Expected::Perhaps: return plan_.deadline;
    case Expected::Surely:  return clock_.last_begin(plan_, kind_);
    }
    return plan_.deadline;
}

FrameKind Output::expected_kind() const
{
    bool const cursor_painted = !cursor_.on_plane && !cursor_.area.empty();
    bool const painted = forced_ || cursor_painted || viewport_.changed_beyond([this](SourceId source) {
        auto const path = paths_.of(source);
        return path && *path != Path::Composed;
    });
    return painted ? FrameKind::Composed : FrameKind::Scanout;
}

/// Clients draw their next pictures, each in time for the first deadline after the flip. Not for the first one from now:
/// where a frame is wanted early (a host's window) it would recede for ever.
void Output::call_back()
{
    auto const next = viewport_.call_back(loop_.now(), last_flip_, pictures_due_);
    if (next != Time::max())
        callbacks_.arm(next);
}

/// Just after a flip the next deadline is far away: the time to ask the display what else it could do with this picture.
void Output::explore()
{
    Frame probe{.stack = on_screen_->stack, .composed = last_composed_, .cursor = on_screen_->cursor};
    if (!probe.composed)
        probe.composed = scanout_->target();
    planes_.explore(*probe.stack, scanout_->caps(), conditions(), [&](Assignment const& trial) {
        ++stats_.tests;
        return scanout_->test(probe, trial);
    });
}

} // namespace vitrail
