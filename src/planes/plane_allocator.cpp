// The decision for one frame, and what is kept between frames. The rest of this room, from the bottom up:
//
//   shape, misfit     one layer, and whether one plane could show it
//   layer_history     how often it changes, how long it has lain still
//   foreground        of a very large stack, the layers that planes are about
//   look              one stack on one display, with all that can be known without a question
//   ladder, arrange   a right assignment for given layers, if there is one
//   known_answers     what the display said before
//   plan              the assignment in use, carried from frame to frame
//   search            the questions that find a better one
//   settled           the last decision, while nothing happens that it depends on

#include "planes/plane_allocator.hpp"

#include "arrangement.hpp"
#include "foreground.hpp"
#include "plan.hpp"
#include "search.hpp"
#include "settled.hpp"

#include <algorithm>
#include <list>

namespace vitrail {

using namespace std::chrono_literals;

struct PlaneAllocator::Parts {
    /// Layers that could have planes, as far as the answers depend on them. Which questions were asked belongs to it.
    struct Arrangement {
        std::uint64_t hash = 0;
        int asked = 0;
    };

    LayerHistory history;
    KnownAnswers answers;
    Foreground foreground;
    Plan plan;
    Plan plan_before; // what was in use until `plan` was adopted: it works, which of `plan` only a commit can tell
    int frames_since_adopted = 0;
    std::unordered_map<SourceId, Verdict> why;
    std::list<Arrangement> arrangements; // the present one in front
    bool searched = false;               // it to the end
    bool wants = false;
    std::optional<Time> again_at; // something that is left in peace until then
    PlaneId primary;
    std::optional<std::uint64_t> version;
    int failures = 0; // commits, one soon after the other
    Time last_failure, quiet_until;
    Settled settled;

    static constexpr std::size_t kept_arrangements = 8;
    static constexpr Duration first_quiet = 500ms, longest_quiet = 30s, calm = 60s;

    void note_caps(DisplayCaps const& caps);
    [[nodiscard]] bool cursor_works(Time now) const;
    [[nodiscard]] bool waits(Time now) const;
    void note_arrangement(Look const& look);
    [[nodiscard]] bool could_be_better(Look const& look, Assignment const& assignment) const;
    void give_verdicts(Look const& look, Assignment& assignment) const;
    [[nodiscard]] Verdict verdict_of(Look const& look, std::size_t layer) const;
    void fail(Time now);
};

PlaneAllocator::PlaneAllocator() : parts_{std::make_unique<Parts>()} {}
PlaneAllocator::~PlaneAllocator() = default;
PlaneAllocator::PlaneAllocator(PlaneAllocator&&) noexcept = default;
PlaneAllocator& PlaneAllocator::operator=(PlaneAllocator&&) noexcept = default;

Assignment all_composed(LayerStack const& stack, DisplayCaps const& caps, Verdict reason)
{
    auto const* primary = caps.find(PlaneType::Primary);
    return {.placements = {stack.layers.size(), Placement{std::nullopt, reason}},
            .composed = primary ? primary->id : PlaneId{},
            .composed_zpos = primary ? primary->zpos_min : 0};
}

Assignment PlaneAllocator::assign(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions)
{
    auto& p = *parts_;
    p.note_caps(caps);
    if (!conditions.compose_all && ++p.frames_since_adopted > 1)
        p.plan_before.clear();
    if (auto const* same = p.history.note(stack, conditions.now) ? nullptr : p.settled.find(caps, conditions))
        return *same;
    p.wants = false;
    if (conditions.compose_all || !caps.find(PlaneType::Primary)) {
        Look const look{stack, caps, conditions, p.history, p.cursor_works(conditions.now)};
        auto out = one_picture(look);
        p.settled.keep(look, out, p.answers.quarantines(conditions.now));
        return out;
    }

    if (p.foreground.choose(stack, p.history, caps, conditions)) {
        Look const all{stack, caps, conditions, p.history, p.cursor_works(conditions.now)};
        auto rest = nothing_on_planes(all);
        p.give_verdicts(all, rest);
        p.foreground.set_rest(std::move(rest));
    }
    auto const few = p.foreground.of(stack);
    Look const look{*few, caps, conditions, p.history, p.cursor_works(conditions.now)};
    auto out = caps.other_gpu ? nothing_on_planes(look) : p.plan.on(look, p.answers);
    p.plan.adopt(look, out);
    p.note_arrangement(look);
    p.wants = !p.searched && conditions.now >= p.quiet_until && p.could_be_better(look, out);
    p.give_verdicts(look, out);
    out = p.foreground.widened(std::move(out));
    p.settled.keep(look, out, p.waits(conditions.now));
    return out;
}

bool PlaneAllocator::wants_to_explore() const { return parts_->wants; }

void PlaneAllocator::explore(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions,
                             Test const& test)
{
    auto& p = *parts_;
    if (!std::exchange(p.wants, false) || conditions.compose_all || caps.version != p.version || !p.foreground.is_of(stack))
        return;
    p.settled.forget();
    auto const few = p.foreground.of(stack);
    Look const look{*few, caps, conditions, p.history, p.cursor_works(conditions.now)};
    p.note_arrangement(look);
    auto const base = p.plan.on(look, p.answers);
    Test const test_all = [&](Assignment const& trial) { return test(p.foreground.widened(trial)); };
    Questions questions{look, p.answers, test_all, p.arrangements.front().asked};
    bool const careful = p.failures > 0 && conditions.now - p.last_failure < Parts::calm;
    auto const found = Search{look, questions, base, careful}.run();
    p.searched = found.finished;
    p.again_at = questions.again_at();
    if (!found.why.empty())
        p.why.clear();
    for (std::size_t i = 0; i < found.why.size(); ++i)
        p.why[few->layers[i].id] = found.why[i];
    if (found.better) {
        p.plan_before = p.plan;
        p.frames_since_adopted = 0;
        p.plan.adopt(look, *found.better);
    }
    p.wants = !p.searched;
}

void PlaneAllocator::commit_failed(LayerStack const& stack, Assignment const& assignment, Time now)
{
    auto& p = *parts_;
    Combination const failed{stack, assignment, p.primary};
    if (failed.plain())
        return;
    p.answers.quarantine(failed, now);
    p.settled.forget();
    p.plan = std::exchange(p.plan_before, {});
    for (std::size_t i = 0; i < stack.layers.size(); ++i)
        if (assignment.placements[i].plane)
            p.why[stack.layers[i].id] = Verdict::Quarantined;
    p.fail(now);
}

void PlaneAllocator::forget() { *parts_ = {}; }

// --- what is kept --------------------------------------------------------------------------------------------------

void PlaneAllocator::Parts::note_caps(DisplayCaps const& caps)
{
    if (auto const* plane = caps.find(PlaneType::Primary))
        primary = plane->id;
    if (version && *version != caps.version)
        answers.planes_changed(caps);
    version = caps.version;
}

bool PlaneAllocator::Parts::cursor_works(Time now) const
{
    Combination cursor_alone;
    cursor_alone.primary = primary;
    cursor_alone.composed = primary;
    cursor_alone.cursor = true;
    return !answers.quarantined(cursor_alone, now);
}

/// Is there something that time alone will change?
bool PlaneAllocator::Parts::waits(Time now) const { return wants || again_at || now < quiet_until || answers.quarantines(now); }

/// The same arrangement again goes on where it was, with the questions that it has left.
void PlaneAllocator::Parts::note_arrangement(Look const& look)
{
    auto const hash = hash_of(look);
    if (again_at && look.conditions.now >= *again_at) {
        again_at.reset();
        searched = false;
        arrangements.clear();
    }
    if (!arrangements.empty() && arrangements.front().hash == hash)
        return;
    searched = false;
    auto const it = std::ranges::find(arrangements, hash, &Arrangement::hash);
    if (it != arrangements.end())
        return arrangements.splice(arrangements.begin(), arrangements, it);
    arrangements.push_front({hash});
    if (arrangements.size() > kept_arrangements)
        arrangements.pop_back();
}

bool PlaneAllocator::Parts::could_be_better(Look const& look, Assignment const& assignment) const
{
    if (look.caps.other_gpu)
        return false;
    Layers chosen(look.size());
    bool open = false;
    for (std::size_t i = 0; i < look.size(); ++i) {
        chosen[i] = i != look.cursor && assignment.placements[i].plane;
        open |= !chosen[i] && is_candidate(look.facts[i]);
    }
    bool const some = std::ranges::contains(chosen, true);
    return open || (some && assignment.composed && nothing_to_compose(look, chosen));
}

/// No error storm: after a commit that failed nothing new is tried for a while.
void PlaneAllocator::Parts::fail(Time now)
{
    failures = now - last_failure < calm && failures > 0 ? failures + 1 : 1;
    last_failure = now;
    quiet_until = now + std::min<Duration>(first_quiet * (1 << std::min(failures - 1, 10)), longest_quiet);
    searched = false;
    wants = false;
    arrangements.clear();
}

// --- verdicts ------------------------------------------------------------------------------------------------------

void PlaneAllocator::Parts::give_verdicts(Look const& look, Assignment& assignment) const
{
    for (std::size_t i = 0; i < look.size(); ++i)
        if (!assignment.placements[i].plane)
            assignment.placements.edit(i).verdict = verdict_of(look, i);
}

Verdict PlaneAllocator::Parts::verdict_of(Look const& look, std::size_t layer) const
{
    auto const& facts = look.facts[layer];
    if (layer == look.cursor)
        return cursor_works(look.conditions.now) ? Verdict::SoftwareCursor : Verdict::Quarantined;
    if (look.caps.other_gpu)
        return Verdict::OtherGpu;
    if (!facts.planes)
        return facts.misfit;
    bool const window_without_overlays = !look.overlays && !facts.covers;
    if (!facts.wanted)
        return window_without_overlays ? facts.no_overlay : Verdict::SlowUpdates;
    if (!facts.stable)
        return window_without_overlays ? facts.no_overlay : Verdict::NotStableYet;
    auto const known = why.find(look.stack.layers[layer].id);
    return known == why.end() ? Verdict::NotStableYet : known->second;
}

} // namespace vitrail
