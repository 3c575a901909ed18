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
{
}

Output::~Output() { detach(); }

// --- Idle, Scheduled -----------------------------------------------------------------------------------------------

void Output::on_damage()
{
    switch (state_) {
    case State::Idle:           return schedule();
    case State::WaitingForFlip: state_ = State::RedrawAfterFlip; return;
    case State::Scheduled:
    case State::Composing: // looked at again when this picture has been shown
    case State::RedrawAfterFlip:
    case State::Asleep:         return;
    }
}

void Output::schedule()
{
    state_ = State::Scheduled;
    plan_ = clock_.plan(loop_.now());
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
    started_ = loop_.now();
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

/// The composed picture changes where layers are arranged differently, where a composed layer's own picture changed, and
/// where a layer comes into it or leaves it. What changes on a plane costs nothing here.
void Output::add_composed_damage(Frame const& frame)
{
    auto const& [layers, damage, cursor_damage, size, background] = frame.stack;
    composer_.add_damage(damage);
    auto const before = std::exchange(paths_, {});
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].role == LayerRole::Cursor)
            continue; // see prepare_cursor
        auto const path = frame.assignment.path(i);
        auto const was = before.find(layers[i].id);
        if (was != before.end() && was->second != path)
            composer_.add_damage(layers[i].visible);
        else if (path == Path::Composed)
            composer_.add_damage(layers[i].damage);
        paths_[layers[i].id] = path;
    }
}

/// The cursor's plane wants its picture in a buffer of its own; painted only when the picture changes. False: the plane
/// cannot be used after all.
bool Output::prepare_cursor(Frame& frame)
{
    auto const index = cursor_layer(frame);
    bool const on_plane = index && frame.assignment.placements[*index].plane;
    // A cursor in the composed picture changes it wherever the cursor was or is.
    if (!on_plane || !cursor_.on_plane)
        composer_.add_damage(frame.stack.cursor_damage | cursor_.area);
    cursor_.area = index && !on_plane ? Region<OutputPx>{frame.stack.layers[*index].dest} : Region<OutputPx>{};
    cursor_.on_plane = on_plane;
    if (!on_plane)
        return true;
    auto const& layer = frame.stack.layers[*index];
    CursorImage const image{layer.id, layer.content->serial, {layer.dest.width, layer.dest.height}, layer.transform};
    if (!cursor_.picture || !(cursor_.image == image)) {
        BufferRef const target = scanout_->cursor_target({layer.dest.width, layer.dest.height});
        if (!target || !composer_.paint_cursor(layer, *target.get()))
            return false;
        cursor_.picture = CursorPicture{target, {}};
        cursor_.image = image;
        give_back_copied();
    }
    cursor_.picture->hotspot = layer.hotspot;
    frame.cursor = cursor_.picture;
    return true;
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

Progress Output::compose(Frame& frame)
{
    if (!frame.composed) { // else: painted in part, in an earlier turn
        bool const same_again = !composer_.dirty() && last_composed_;
        frame.composed = same_again ? last_composed_ : scanout_->target();
        if (same_again)
            return Progress::Done;
    }
    if (!frame.composed)
        return Progress::Failed;
    auto const progress = composer_.compose(frame);
    if (progress == Progress::Done) {
        last_composed_ = frame.composed;
        ++stats_.composed;
        give_back_copied();
    }
    return progress;
}

void Output::give_back_copied()
{
    if (auto const copied = composer_.take_copied(); !copied.empty())
        viewport_.release_copied(copied);
}

void Output::finish_frame()
{
    clock_.spent(loop_.now() - started_);
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
    if (!drawing_->assignment.needs_composition())
        ++stats_.direct;
    in_flight_ = std::exchange(drawing_, std::nullopt);
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
    clock_.presented(presented, in_flight_->plan);
    on_screen_ = std::exchange(in_flight_, std::nullopt); // the frame before lets go of its buffers here
    bool const redraw = state_ == State::RedrawAfterFlip;
    state_ = State::Idle;
    viewport_.presented(presented); // frame callbacks: clients draw the next picture
    if (redraw && state_ == State::Idle)
        schedule();
    if (planes_.wants_to_explore())
        explore();
}

/// Just after a flip the next deadline is far away: the time to ask the display what else it could do with this picture.
void Output::explore()
{
    Frame probe{.stack = on_screen_->stack, .composed = last_composed_, .cursor = on_screen_->cursor};
    if (!probe.composed)
        probe.composed = scanout_->target();
    planes_.explore(probe.stack, scanout_->caps(), conditions(), [&](Assignment const& trial) {
        ++stats_.tests;
        return scanout_->test(probe, trial);
    });
}

void Output::sleep_until_resumed()
{
    deadline_.disarm();
    next_turn_.disarm();
    drawing_.reset();
    in_flight_.reset();
    on_screen_.reset();
    last_composed_.reset();
    cursor_ = {};
    paths_.clear();
    composer_.forget();
    state_ = State::Asleep;
}

std::optional<std::size_t> Output::cursor_layer(Frame const& frame)
{
    if (!frame.stack.layers.empty() && frame.stack.layers[0].role == LayerRole::Cursor)
        return 0;
    return std::nullopt;
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
