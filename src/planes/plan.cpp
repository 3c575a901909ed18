#include "plan.hpp"

namespace vitrail {

namespace {

Layers below(Look const& look, Assignment const& a)
{
    Layers out(look.size());
    for (std::size_t i = 0; i < look.size(); ++i)
        out[i] = a.path(i) == Path::Below;
    return out;
}

PlaneMask bit_of(Look const& look, PlaneCaps const& plane)
{
    return PlaneMask{1} << (&plane - look.caps.planes.data());
}

/// What changes seldom leaves its plane, unless something fast below it needs it out of the composed picture.
bool is_idle(Look const& look, Assignment const& a, std::size_t layer)
{
    if (look.facts[layer].wanted)
        return false;
    for (std::size_t below = layer + 1; below < look.size(); ++below)
        if (a.placements[below].plane && a.path(below) == Path::Above
            && look.stack.layers[layer].visible.intersects(look.facts[below].place))
            return false;
    return true;
}

void compose_idle(Look const& look, Assignment& a)
{
    for (std::size_t i = look.size(); i-- > 0;)
        if (i != look.cursor && a.placements[i].plane && is_idle(look, a, i))
            a.placements.edit(i) = {};
}

} // namespace

bool may_commit(Look const& look, Assignment const& assignment, KnownAnswers& answers)
{
    Combination combination{look.stack, assignment, look.primary_plane().id};
    if (combination.plain())
        return true;
    if (answers.quarantined(combination, look.conditions.now))
        return false;
    if (combination.items.empty())
        return true;
    auto known = answers.find(combination);
    if (!known && combination.cursor) {
        combination.cursor = false;
        known = answers.find(combination);
    }
    return known == TestAnswer::Allowed;
}

void Plan::adopt(Look const& look, Assignment const& assignment)
{
    held_.clear();
    for (std::size_t i = 0; i < look.size(); ++i)
        if (auto const& p = assignment.placements[i]; p.plane && i != look.cursor)
            held_.push_back(
                {look.stack.layers[i].id, *p.plane, p.zpos, shape_of(look.stack.layers[i], look.stack.size)});
    composed_ = assignment.composed;
    composed_zpos_ = assignment.composed_zpos;
    if (composed_ && *composed_ != look.primary_plane().id)
        overlay_ = {*composed_, composed_zpos_};
}

Assignment Plan::on(Look const& look, KnownAnswers& answers) const
{
    if (held_.empty())
        return nothing_on_planes(look);
    for (bool const unchanged_only : {false, true}) {
        auto out = placed(look, unchanged_only);
        settle(look, out, answers);
        compose_idle(look, out);
        settle(look, out, answers);
        if (may_commit(look, out, answers))
            return out;
    }
    return nothing_on_planes(look);
}

Assignment Plan::placed(Look const& look, bool unchanged_only) const
{
    auto out = nothing_on_planes(look);
    auto const* composed = composed_ ? look.caps.find(*composed_) : nullptr;
    if (composed_ && (!composed || !((look.primary | look.overlays) & bit_of(look, *composed))))
        return out;
    out.composed = composed_;
    out.composed_zpos = composed_zpos_;
    for (auto const& h : held_) {
        auto const i = look.layer_of(h.source);
        auto const* plane = look.caps.find(h.plane);
        if (!i || i == look.cursor || !plane
            || (unchanged_only && shape_of(look.stack.layers[*i], look.stack.size) != h.shape))
            continue;
        if (look.facts[*i].planes & bit_of(look, *plane))
            out.placements.edit(*i) = {h.plane, Verdict::OnPlane, h.zpos};
    }
    return out;
}

/// The composed buffer comes when there is something to compose, and goes when there is not.
void Plan::mend_composed(Look const& look, Assignment& out, KnownAnswers& answers) const
{
    auto const primary = look.primary_plane().id;
    auto const on_primary = out.layer_on(primary);
    if (!on_primary && out.composed != primary) // the buffer that had the primary plane is gone
        return void(out = nothing_on_planes(look));
    if (on_primary && nothing_to_compose(look, on_planes(look, out)))
        return out.composed.reset();
    if (on_primary && out.composed && !overlay_reaches(look, below(look, out)))
        return void(out = nothing_on_planes(look));
    if (!on_primary || out.composed)
        return;
    auto const* overlay = overlay_ ? look.caps.find(overlay_->first) : nullptr;
    bool const free = overlay && (look.overlays & bit_of(look, *overlay)) && !out.layer_on(overlay_->first);
    if (auto with = out; free) {
        std::tie(with.composed, with.composed_zpos) = *overlay_; // subtitles come and go over a film
        if (overlay_reaches(look, below(look, with)) && !wrong_layer(look, with) && may_commit(look, with, answers))
            return void(out = std::move(with));
    }
    out.composed = primary;
    out.composed_zpos = out.placements[*on_primary].zpos;
    out.placements.edit(*on_primary) = {};
}

void Plan::settle(Look const& look, Assignment& out, KnownAnswers& answers) const
{
    mend_composed(look, out, answers);
    while (auto const wrong = wrong_layer(look, out)) {
        out.placements.edit(*wrong) = {};
        mend_composed(look, out, answers);
    }
}

} // namespace vitrail
