#include "search.hpp"

#include "misfit.hpp"

#include <array>
#include <bit>

namespace vitrail {

namespace {

/// What has a plane keeps it unless something clearly more valuable wants it: rates are never exact.
constexpr double sticky = 1.5;

Verdict verdict_of(TestAnswer answer)
{
    switch (answer) {
    case TestAnswer::Allowed:       return Verdict::OnPlane;
    case TestAnswer::Refused:       return Verdict::RefusedByTest;
    case TestAnswer::NoBandwidth:   return Verdict::BandwidthRefused;
    case TestAnswer::NotImportable: return Verdict::NotImportable;
    }
    return Verdict::RefusedByTest;
}

} // namespace

Questions::Answer Questions::ask(Assignment const& trial)
{
    Combination const combination{look_.stack, trial, look_.primary_plane().id};
    if (auto const until = answers_.quarantined(combination, look_.conditions.now)) {
        again_at_ = std::min(again_at_.value_or(*until), *until);
        return {Reply::No, Verdict::Quarantined};
    }
    auto known = answers_.find(combination);
    if (!known && asked_ >= most_per_arrangement)
        return {Reply::Never, Verdict::TooManyQuestions};
    if (!known && now_ >= most_at_once)
        return {Reply::Later, Verdict::NotStableYet};
    if (!known) {
        ++asked_, ++now_;
        known = test_(trial);
        answers_.learn(combination, *known);
    }
    return {*known == TestAnswer::Allowed ? Reply::Yes : Reply::No, verdict_of(*known)};
}

Search::Search(Look const& look, Questions& questions, Assignment const& base, bool careful)
    : look_{look}, questions_{questions}, base_{base}, careful_{careful}, why_(look.size(), Verdict::NotStableYet)
{
    for (std::size_t i = 0; i < look.size(); ++i)
        if (is_candidate(look.facts[i]) || (base.placements[i].plane && look.facts[i].wanted))
            candidates_.push_back(i);
    std::ranges::stable_sort(candidates_, std::greater{}, [this](std::size_t i) { return kept_value(i); });
    while (candidates_.size() > most_watched) { // more than any display has planes
        why_[candidates_.back()] = Verdict::NoFreePlane;
        candidates_.pop_back();
    }
}

Search::Result Search::run()
{
    Result out{.why = {}};
    auto best = base_;
    auto const ideal = this->ideal();
    auto const planes = [&](Assignment const& a) { return std::ranges::count(on_planes(look_, a), true); };
    bool const small_step = planes(ideal) <= planes(base_) + 1;
    if (worth(ideal) > worth(base_) && (small_step || !careful_)) {
        auto const answer = questions_.ask(ideal);
        if (answer.reply == Questions::Reply::Later)
            return out;
        if (answer.reply == Questions::Reply::Yes)
            return {.better = ideal, .finished = !careful_, .why = std::move(why_)};
    }
    auto const ask = [this](Assignment const& trial) { return questions_.ask(trial); };
    for (auto const layer : candidates_) {
        auto step = best.placements[layer].plane ? Step::NotAdded : add(best, layer, ask);
        if (step == Step::NotAdded && !best.placements[layer].plane)
            step = push_out(best, layer, ask);
        if (step == Step::Wait || (step == Step::Added && careful_)) {
            out.better = worth(best) > worth(base_) ? std::optional{best} : std::nullopt;
            return out;
        }
    }
    out.finished = true;
    out.why = std::move(why_);
    if (worth(best) > worth(base_))
        out.better = best;
    return out;
}

/// As if the display allowed everything that it was not asked about.
Assignment Search::ideal()
{
    auto out = nothing_on_planes(look_);
    auto const ask = [](Assignment const&) { return Questions::Answer{Questions::Reply::Yes}; };
    for (auto const layer : candidates_)
        if (!out.placements[layer].plane)
            std::ignore = add(out, layer, ask);
    return out;
}

/// `grown`, and for what is not in it the planes of the base: where `arrange` would best leave it.
Assignment Search::over_base(Assignment const& grown) const
{
    auto out = grown;
    for (std::size_t i = 0; i < look_.size(); ++i)
        if (!out.placements[i].plane)
            out.placements.edit(i) = base_.placements[i];
    if (out.composed == look_.primary_plane().id && base_.composed)
        out.composed = base_.composed, out.composed_zpos = base_.composed_zpos;
    return out;
}

/// One layer more on a plane, in the first way that the display allows: above composition, with what lies on it on
/// planes as well; below composition; with composition on an overlay.
Search::Step Search::add(Assignment& grown, std::size_t layer, Ask const& ask)
{
    auto const kept = over_base(grown);
    auto chosen = on_planes(look_, grown);
    bool const blocked = look_.software_cursor() || !blockers(look_, chosen, layer).empty();
    std::vector<Layers> sets;
    if (blocked && look_.facts[layer].fast)
        if (auto lifted = this->lifted(chosen, layer))
            sets.push_back(std::move(*lifted));
    chosen[layer] = true;
    if (!blocked || look_.facts[layer].fast)
        sets.push_back(std::move(chosen));
    why_[layer] = impossible(layer);
    for (auto const& set : sets)
        for (auto const composed : {ComposedOn::Nothing, ComposedOn::Primary, ComposedOn::Overlay}) {
            auto const trial = arrange(look_, set, composed, kept);
            if (!trial)
                continue;
            auto const answer = ask(*trial);
            if (answer.reply == Questions::Reply::Later)
                return Step::Wait;
            if (answer.reply == Questions::Reply::Yes) {
                grown = *trial;
                return Step::Added;
            }
            why_[layer] = reason_of(answer, layer);
        }
    return Step::NotAdded;
}

/// The layer on a plane in place of the one that has one and is worth least; only that one is tried, for questions are few.
Search::Step Search::push_out(Assignment& grown, std::size_t layer, Ask const& ask)
{
    auto const least = std::ranges::find_if(candidates_.rbegin(), candidates_.rend(),
                                            [&](std::size_t i) { return grown.placements[i].plane.has_value(); });
    if (least == candidates_.rend() || kept_value(*least) >= kept_value(layer))
        return Step::NotAdded;
    auto without = grown;
    without.placements.edit(*least) = {};
    auto const reason = why_[layer];
    auto const step = add(without, layer, ask);
    if (step == Step::Added && worth(without) > worth(grown)) {
        grown = std::move(without);
        return step;
    }
    why_[layer] = reason;
    return step == Step::Wait ? step : Step::NotAdded;
}

/// `chosen`, the layer, and everything that keeps it from being seen, and what lies on that in turn; nullopt: some of
/// it cannot be on a plane.
std::optional<Layers> Search::lifted(Layers const& chosen, std::size_t layer) const
{
    if (look_.software_cursor())
        return std::nullopt;
    auto out = chosen;
    out[layer] = true;
    int left = std::popcount(look_.overlays | look_.primary) - int(std::ranges::count(out, true));
    for (std::size_t i = layer + 1; i-- > 0;) {
        if (!out[i] || chosen[i])
            continue;
        for (auto const above : blockers(look_, out, i)) {
            if (!look_.facts[above].planes || --left < 0)
                return std::nullopt;
            out[above] = true;
        }
    }
    return out;
}

Verdict Search::reason_of(Questions::Answer const& answer, std::size_t layer) const
{
    if (answer.reason != Verdict::RefusedByTest)
        return answer.reason;
    auto const& refused = look_.stack.layers[layer];
    if (refused.transform != Transform::Normal)
        return Verdict::Rotation;
    return is_scaled(refused) ? Verdict::ScalingLimit : Verdict::RefusedByTest;
}

/// Why there is no right assignment with this layer on a plane: other layers have them all, or there is none at all.
Verdict Search::impossible(std::size_t layer) const
{
    Layers alone(look_.size());
    alone[layer] = true;
    auto const none = nothing_on_planes(look_);
    for (auto const composed : {ComposedOn::Nothing, ComposedOn::Primary, ComposedOn::Overlay})
        if (arrange(look_, alone, composed, none))
            return Verdict::NoFreePlane;
    auto const& f = look_.facts[layer];
    if (!(f.planes & look_.overlays))
        return f.no_overlay;
    return Verdict::BelowComposed;
}

double Search::worth(Assignment const& assignment) const
{
    double out = assignment.composed ? 0 : 1; // between equals, the one that needs no composed buffer
    for (std::size_t i = 0; i < look_.size(); ++i)
        if (assignment.placements[i].plane && look_.facts[i].wanted)
            out += kept_value(i);
    return out;
}

double Search::kept_value(std::size_t layer) const
{
    return look_.facts[layer].value * (base_.placements[layer].plane ? sticky : 1);
}

} // namespace vitrail
