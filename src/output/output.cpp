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
    , composer_{loop, renderer}
    , deadline_{loop, [this] { on_deadline(); }}
    , new_look_{loop, [this] { begin_earlier(); }}
    , next_band_{loop, [this] { go_on_composing(); }}
    , callbacks_{loop, [this] { call_back(); }}
    , watchdog_{loop, [this] { on_watch(); }}
    , mending_{loop, [this] { paint_anew(); }}
    , repeat_{loop, [this] { show_again(); }}
{
}

Output::~Output() { detach(); }

// --- Idle, Scheduled -----------------------------------------------------------------------------------------------

void Output::on_damage()
{
    switch (state_) {
    case State::Idle:           return schedule();
    case State::WaitingForFlip: state_ = State::RedrawAfterFlip; [[fallthrough]];
    case State::RedrawAfterFlip:
        if (viewport_.has_news())
            early_.missed_news(loop_.now());
        return;
    case State::Scheduled:      return varying_.on ? plan_anew() : look_at_plan_again();
    case State::Composing: // looked at again when this picture has been shown
    case State::Asleep:         return;
    }
}

void Output::schedule()
{
    state_ = State::Scheduled;
    kind_ = expected_kind();
    plan_ = next_plan();
    deadline_.arm(begin_ = when_to_begin());
    if (auto const now = loop_.now(); begin_ > now)
        new_look_.arm(now);
}

void Output::on_deadline()
{
    if (state_ != State::Scheduled)
        return;
    early_.begun(begin_, plan_.deadline);
    produce_frame({.deadline = begin_, .vblank = plan_.vblank});
}

void Output::on_needs_frame()
{
    forced_ = true; // the same picture again
    viewport_.request_frame();
}

std::uint64_t Output::demand_frame()
{
    on_needs_frame();
    return begun_ + 1; // one that is being drawn is of what was there before
}

bool Output::has_shown(std::uint64_t frame) const { return state_ == State::Asleep || presented_ >= frame; }

// --- one frame -----------------------------------------------------------------------------------------------------

void Output::produce_frame(FramePlan plan)
{
    ++begun_;
    viewport_.open_gates(plan.vblank, varying_.on ? Duration::zero() : clock_.period());
    drawing_ = std::make_unique<Frame>(plan, viewport_.snapshot());
    Frame& frame = *drawing_;
    bool const forced = std::exchange(forced_, false) || tearing_.cursor_due;
    if (!forced && frame.stack->cursor_damage.empty() && !frame.stack->damaged())
        return nothing_to_show();
    frame.assignment = planes_.assign(*frame.stack, scanout_->caps(), conditions());
    add_composed_damage(frame);
    frame.tearing = !forced && tears(frame);
    frame.varying = wants_to_vary(frame);
    if (!prepare_cursor(frame))
        return composer_.lost() ? give_up() : compose_everything();
    go_on_composing();
}

void Output::nothing_to_show()
{
    state_ = State::Idle;
    viewport_.send_frame_callbacks(std::exchange(drawing_, nullptr)->plan.vblank);
}

void Output::go_on_composing()
{
    state_ = State::Composing;
    Frame& frame = *drawing_;
    if (frame.assignment.needs_composition()) {
        switch (compose(frame)) {
        case Progress::Continue: return next_band_.arm();
        case Progress::Failed:   return give_up();
        case Progress::Done:     break;
        }
    }
    finish_frame();
}

void Output::finish_frame()
{
    switch (commit_drawn()) {
    case Commit::Queued:  return wait_for_flip();
    case Commit::Refused: return compose_everything();
    case Commit::Gone:    return sleep_until_resumed();
    }
}

void Output::wait_for_flip()
{
    ++stats_.commits;
    if (!drawing_->tearing && !varying_.on)
        clock_.committed(drawing_->plan, painted_ ? FrameKind::Composed : FrameKind::Scanout, loop_.now(),
                         painted_ ? composer_.gpu_time() : Duration::zero());
    painted_ = false;
    if (!drawing_->assignment.needs_composition())
        ++stats_.direct;
    in_flight_ = std::move(drawing_);
    committed_ = begun_;
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
    bool const torn = in_flight_->tearing; // at no vblank: nothing to learn from
    if (!torn && !varying_.on)
        clock_.presented(presented, in_flight_->plan);
    on_screen_ = std::move(in_flight_); // the frame before lets go of its buffers here
    bool const redraw = state_ == State::RedrawAfterFlip;
    state_ = State::Idle;
    viewport_.presented(varying_.on ? varied(presented) : presented);
    if (presented.shown) {
        last_flip_ = torn ? loop_.now() : presented.when;
        pictures_due_ = torn || varying_.on ? PictureDue{last_flip_, last_flip_} : clock_.pictures_due(loop_.now(), kind_);
        call_back();
    }
    if ((redraw || tearing_.cursor_due) && state_ == State::Idle)
        schedule();
    if (state_ == State::Idle)
        watchdog_.disarm();
    if (planes_.wants_to_explore())
        explore();
    if (presented.shown)
        presented_ = committed_;
    if (on_shown)
        on_shown(*this);
}

void Output::sleep_until_resumed()
{
    deadline_.disarm();
    next_band_.disarm();
    callbacks_.disarm();
    watchdog_.disarm();
    mending_.disarm();
    repeat_.disarm();
    drawing_.reset();
    in_flight_.reset();
    on_screen_.reset();
    last_composed_.reset();
    cursor_ = {};
    paths_.clear();
    composer_.forget();
    state_ = State::Asleep;
    if (on_shown)
        on_shown(*this);
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
