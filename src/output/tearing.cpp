// Tearing: a client that fills the screen and asks for it (tearing-control-v1) has its pictures shown at once, in the
// middle of a refresh, instead of at the vblank.
//
// A display that flips like that takes nothing with it but another buffer for the primary plane: a cursor that moved would
// make it refuse. So a torn frame leaves the cursor where it was. It follows with an ordinary frame, before the next vblank
// that can be met; until then pictures go on tearing, and if that frame comes too late, none does before it.
//
//     vblank                                     cursor due    vblank
//       │    picture   picture, cursor moved  picture  │         │
//     ──┼───────▲───────────▲────────────────────▲─────┼─────────┼──▶ time
//               torn        torn                 torn  commit with the cursor, shown here
//
// What tears is at no vblank, so the clock neither plans it nor learns from it.

#include "output/output.hpp"

#include "base/log.hpp"
#include "scene/commit_gate.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_pause = 1s;
constexpr int longest_pause = 6; // doublings of the first

/// The picture that is all there is to see, read by the primary plane, but for a cursor on its own; null: there is more.
Layer const* alone_on_primary(Frame const& frame, DisplayCaps const& caps)
{
    auto const* primary = caps.find(PlaneType::Primary);
    auto const index = primary ? frame.assignment.layer_on(primary->id) : std::nullopt;
    if (!index || frame.assignment.needs_composition())
        return nullptr;
    for (std::size_t i = 0; i < frame.stack->layers.size(); ++i) {
        auto const& plane = frame.assignment.placements[i].plane;
        auto const* of = plane ? caps.find(*plane) : nullptr;
        if (i != *index && (!of || of->type != PlaneType::Cursor))
            return nullptr;
    }
    auto const& layer = frame.stack->layers[*index];
    return layer.content && layer.dest == Rect<OutputPx>::of(frame.stack->size) ? &layer : nullptr;
}

/// Do both differ by nothing but the buffer's memory?
bool same_but_for_pixels(Layer const& a, Layer const& b)
{
    return a.id == b.id && a.source == b.source && a.dest == b.dest && a.transform == b.transform && a.alpha == b.alpha
        && a.yuv == b.yuv && a.content->size == b.content->size && a.content->format == b.content->format
        && a.content->modifier == b.content->modifier;
}

} // namespace

bool Output::may_tear_now() const
{
    auto const now = loop_.now();
    return tearing_.allowed && scanout_->caps().tears && now >= tearing_.not_before
        && (!tearing_.cursor_due || now < *tearing_.cursor_due);
}

/// Has the picture changed that was alone on the screen? Then it is shown at once.
bool Output::tears_next() const
{
    auto const* shown = on_screen_ && may_tear_now() ? alone_on_primary(*on_screen_, scanout_->caps()) : nullptr;
    return shown && shown->may_tear && viewport_.changed(shown->id);
}

/// Where a client waits for vblanks (fifo-v1) or for a time (commit-timing-v1), that is stronger.
bool Output::tears(Frame const& frame) const
{
    if (!on_screen_ || !may_tear_now() || !frame.stack->damage.empty())
        return false;
    auto const& caps = scanout_->caps();
    auto const* now = alone_on_primary(frame, caps);
    auto const* before = alone_on_primary(*on_screen_, caps);
    if (!now || !before || !now->may_tear || now->damage.empty() || !same_but_for_pixels(*before, *now))
        return false;
    auto* const surface = viewport_.surface_of(now->id);
    auto const* gate = surface ? CommitGate::of(*surface) : nullptr;
    return !gate || !gate->busy();
}

/// For the vblank that comes; but that one is not promised to it.
FramePlan Output::at_once() const
{
    auto const now = loop_.now();
    return {.deadline = now, .vblank = clock_.foresee(now, FrameKind::Scanout).vblank};
}

/// What the display does not tear it shows at its vblank, in the same turn.
Commit Output::commit_drawn()
{
    Frame& frame = *drawing_;
    auto answer = scanout_->commit(frame);
    if (frame.tearing && answer == Commit::Refused) {
        frame.tearing = false;
        auto const pause = first_pause * (1 << std::min(tearing_.refusals, longest_pause));
        if (tearing_.refusals++ == 0)
            log::info("{}: the display does not tear now", identity_.connector);
        tearing_.not_before = loop_.now() + pause;
        answer = scanout_->commit(frame);
    }
    if (answer != Commit::Queued)
        return answer;
    if (!frame.tearing) {
        follow_leader(frame);
        tearing_.cursor_due.reset();
        return answer;
    }
    ++stats_.torn;
    tearing_.refusals = 0;
    if (!frame.stack->cursor_damage.empty() && !tearing_.cursor_due)
        tearing_.cursor_due = clock_.foresee(loop_.now(), FrameKind::Scanout).deadline;
    return answer;
}

} // namespace vitrail
