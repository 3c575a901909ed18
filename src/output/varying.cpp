// Variable refresh: on a display that can, and where the user wants it, refreshes follow the pictures of one surface: the
// one that has the user's attention, else the one that covers most of the screen. VariableRefresh decides when to commit;
// here is whose pictures lead, and how the loop of frames follows.
//
// Such a display has no vblanks that could be foreseen: the clock neither plans nor learns meanwhile.

#include "output/output.hpp"

#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

namespace {

bool fills(Layer const& layer, LayerStack const& stack)
{
    return layer.role == LayerRole::Content && layer.content && !layer.visible.empty()
        && layer.dest.contains(Rect<OutputPx>::of(stack.size));
}

bool is_moving(ContentType type) { return type == ContentType::Video || type == ContentType::Game; }

} // namespace

bool Output::wants_to_vary(Frame const& frame) const
{
    if (varying_.use == VrrUse::Off || scanout_->caps().longest_refresh == Duration::zero())
        return false;
    if (varying_.use == VrrUse::On)
        return leader_of(*frame.stack) != nullptr;
    return std::ranges::any_of(frame.stack->layers, [&](Layer const& layer) {
        return fills(layer, *frame.stack) && (varying_.use == VrrUse::Fullscreen || is_moving(layer.content_type));
    });
}

void Output::vary_refresh(VrrUse use)
{
    if (std::exchange(varying_.use, use) != use && scanout_)
        on_needs_frame();
}

bool Output::has_attention(Layer const& layer) const
{
    auto* const surface = viewport_.surface_of(layer.id);
    return surface && focused && wlr_surface_get_root_surface(surface) == focused();
}

Layer const* Output::leader_of(LayerStack const& stack) const
{
    Layer const* out = nullptr;
    auto const rank = [this](Layer const& layer) { return std::pair{has_attention(layer), layer.visible.area()}; };
    for (auto const& layer : stack.layers)
        if (layer.role == LayerRole::Content && layer.content && (!out || rank(layer) > rank(*out)))
            out = &layer;
    return out;
}

/// A new picture of what leads counts from the moment when it came, not from when it is shown.
void Output::note_picture()
{
    if (!std::exchange(varying_.came, true))
        varying_.rate.picture_came(loop_.now());
}

FramePlan Output::next_plan()
{
    auto const now = loop_.now();
    if (tears_next())
        return at_once();
    if (!varying_.on)
        return clock_.plan(now, kind_);
    // While what leads rests, other pictures may lead too: never the pointer.
    if (viewport_.changed(varying_.leader) || (varying_.rate.resting(now) && viewport_.painted_anew()))
        note_picture();
    auto const when = varying_.came ? varying_.rate.picture_time(now) : varying_.rate.other_time(now);
    return {.deadline = when, .vblank = when};
}

/// Something changed after the plan was made: it may be what leads.
void Output::plan_anew()
{
    auto const plan = next_plan();
    if (plan.deadline >= plan_.deadline)
        return;
    plan_ = plan;
    deadline_.arm(begin_ = plan_.deadline);
}

/// A frame was committed: what leads from now on, and does the display's refresh vary now?
void Output::follow_leader(Frame const& frame)
{
    if (!varying_.on && scanout_->caps().longest_refresh == Duration::zero())
        return;
    auto const* leader = leader_of(*frame.stack);
    auto const id = leader ? leader->id : SourceId{};
    if (varying_.on && std::exchange(varying_.leader, id) != id)
        varying_.rate.lead_changed();
    if (varying_.on && leader && !leader->damage.empty())
        note_picture();
    varying_.leader = id;
    varying_.committed = std::exchange(varying_.came, false);
    bool const on = scanout_->varies();
    if (on == std::exchange(varying_.on, on))
        return;
    clock_.restart(scanout_->refresh(), scanout_->least_margin());
    if (on)
        varying_.rate.start(scanout_->refresh(), scanout_->caps().longest_refresh, loop_.now());
    else
        repeat_.disarm();
}

/// It was shown. Clients are told no period where there is none.
Presented Output::varied(Presented presented)
{
    presented.refresh = Duration::zero();
    if (!presented.shown)
        return presented;
    varying_.rate.flipped(presented.when, varying_.committed);
    if (auto const again = varying_.rate.repeat_time())
        repeat_.arm(*again);
    else
        repeat_.disarm();
    return presented;
}

void Output::show_again()
{
    if (!varying_.on || (state_ != State::Idle && state_ != State::Scheduled))
        return; // another frame is on its way
    forced_ = true;
    deadline_.disarm();
    produce_frame({.deadline = loop_.now(), .vblank = loop_.now()});
}

} // namespace vitrail
