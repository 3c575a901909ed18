// The frame loop of one display; docs/frame-path.md is its map. Read produce_frame first.

#include "output/output.hpp"

#include "base/log.hpp"

#include <utility>

namespace vitrail {

Output::Output(EventLoop& loop, Scene& scene, Renderer& renderer, DisplayIdentity identity)
    : loop_{loop}
    , identity_{std::move(identity)}
    , viewport_{scene, [this] { on_damage(); }}
    , clock_{Duration::zero()}
    , composer_{renderer}
    , deadline_{loop, [this] { on_deadline(); }}
    , next_turn_{loop, [this] { go_on_composing(); }}
    , callbacks_{loop, [this] { call_back(); }}
    , watchdog_{loop, [this] { on_watch(); }}
{
}

Output::~Output() { detach(); }

// --- Idle, Scheduled -----------------------------------------------------------------------------------------------

void Output::on_damage()
{
    switch (state_) {
    case State::Idle:           return schedule();
    case State::WaitingForFlip: state_ = State::RedrawAfterFlip; return;
    case State::Scheduled:      return begin_earlier();
    case State::Composing: // looked at again when this picture has been shown
    case State::RedrawAfterFlip:
    case State::Asleep:         return;
    }
}

void Output::schedule()
{
    state_ = State::Scheduled;
    kind_ = expected_kind();
    plan_ = clock_.plan(loop_.now(), kind_);
    deadline_.arm(plan_.deadline);
}

void Output::on_deadline()
{
    if (state_ == State::Scheduled)
        produce_frame(plan_);
}

void Output::on_needs_frame()
{
    forced_ = true; // the same picture again
    viewport_.request_frame();
}

// --- one frame -----------------------------------------------------------------------------------------------------

void Output::produce_frame(FramePlan plan)
{
    viewport_.open_gates(plan.vblank, clock_.period());
    Frame frame{plan, viewport_.snapshot()};
    if (!forced_ && frame.stack.cursor_damage.empty() && frame.stack.all_damage().empty())
        return nothing_to_show(plan);
    forced_ = false;
    frame.assignment = planes_.assign(frame.stack, scanout_->caps(), conditions());
    add_composed_damage(frame);
    drawing_ = std::move(frame);
    if (!prepare_cursor(*drawing_))
        return compose_everything();
    go_on_composing();
}

void Output::nothing_to_show(FramePlan plan)
{
    state_ = State::Idle;
    viewport_.send_frame_callbacks(plan.vblank);
}

void Output::go_on_composing()
{
    state_ = State::Composing;
    Frame& frame = *drawing_;
    if (frame.assignment.needs_composition()) {
        switch (compose(frame)) {
        case Progress::Continue: return next_turn_.arm(loop_.now());
        case Progress::Failed:   return give_up();
        case Progress::Done:     break;
        }
    }
    finish_frame();
}

void Output::finish_frame()
{
    switch (scanout_->commit(*drawing_)) {
    case Commit::Queued:  return wait_for_flip();
    case Commit::Refused: return compose_everything();
    case Commit::Gone:    return sleep_until_resumed();
    }
}

/// The display refused, in the commit, what it had allowed in the test: the same turn shows the same picture composed.
void Output::compose_everything()
{
    Frame& frame = *drawing_;
    ++stats_.refused;
    bool const already = std::ranges::none_of(frame.assignment.placements, [](auto const& p) { return p.plane.has_value(); });
    if (already)
        return give_up();
    planes_.commit_failed(frame.stack, frame.assignment, loop_.now());
    auto composed = all_composed(frame.stack, scanout_->caps(), Verdict::Quarantined);
    for (std::size_t i = 0; i < composed.placements.size(); ++i)
        if (!frame.assignment.placements[i].plane)
            composed.placements[i].verdict = frame.assignment.placements[i].verdict;
    frame.assignment = std::move(composed);
    frame.cursor.reset();
    frame.composed.reset();
    cursor_.picture.reset();
    add_composed_damage(frame);
    std::ignore = prepare_cursor(frame);
    go_on_composing();
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

void Output::wait_for_flip()
{
    ++stats_.commits;
    clock_.committed(drawing_->plan, painted_ ? FrameKind::Composed : FrameKind::Scanout, loop_.now());
    painted_ = false;
    if (!drawing_->assignment.needs_composition())
        ++stats_.direct;
    in_flight_ = std::exchange(drawing_, std::nullopt);
    in_flight_since_ = loop_.now();
    if (!watchdog_.armed())
        on_watch();
    viewport_.latched(in_flight_->assignment);
    bool const news = placements_.shown(identity_.connector, *in_flight_);
    if (news && on_placements)
        on_placements(*this);
    if (on_latched)
        on_latched(*this, *in_flight_);
    state_ = viewport_.dirty() ? State::RedrawAfterFlip : State::WaitingForFlip;
}

// --- WaitingForFlip, RedrawAfterFlip -------------------------------------------------------------------------------

void Output::on_presented(Presented const& presented)
{
    if (!in_flight_)
        return;
    ++stats_.flips;
    recoveries_ = 0;
    clock_.presented(presented, in_flight_->plan);
    on_screen_ = std::exchange(in_flight_, std::nullopt); // the frame before lets go of its buffers here
    bool const redraw = state_ == State::RedrawAfterFlip;
    state_ = State::Idle;
    viewport_.presented(presented);
    if (presented.shown) {
        last_flip_ = presented.when;
        clients_deadline_ = clock_.foresee(loop_.now(), kind_).deadline;
        call_back();
    }
    if (redraw && state_ == State::Idle)
        schedule();
    if (state_ == State::Idle)
        watchdog_.disarm();
    if (planes_.wants_to_explore())
        explore();
}

void Output::sleep_until_resumed()
{
    deadline_.disarm();
    next_turn_.disarm();
    callbacks_.disarm();
    watchdog_.disarm();
    drawing_.reset();
    in_flight_.reset();
    on_screen_.reset();
    last_composed_.reset();
    cursor_ = {};
    paths_.clear();
    composer_.forget();
    state_ = State::Asleep;
}

std::string_view name_of(Output::State state)
{
    switch (state) {
    case Output::State::Idle:            return "idle";
    case Output::State::Scheduled:       return "scheduled";
    case Output::State::Composing:       return "composing";
    case Output::State::WaitingForFlip:  return "waiting-for-flip";
    case Output::State::RedrawAfterFlip: return "redraw-after-flip";
    case Output::State::Asleep:          return "asleep";
    }
    return "";
}

} // namespace vitrail
