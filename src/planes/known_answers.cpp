#include "known_answers.hpp"

#include <algorithm>

namespace vitrail {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_known = 64, most_failed = 32;
constexpr Duration first_pause = 5s, longest_pause = 5min;

} // namespace

Combination::Combination(LayerStack const& stack, Assignment const& assignment, PlaneId primary_plane)
    : primary{primary_plane}, composed{assignment.composed}, composed_zpos{assignment.composed_zpos}
{
    for (std::size_t i = 0; i < stack.layers.size(); ++i) {
        auto const& placement = assignment.placements[i];
        if (!placement.plane)
            continue;
        if (stack.layers[i].role == LayerRole::Cursor)
            cursor = true;
        else
            items.push_back({*placement.plane, placement.zpos, shape_of(stack.layers[i], stack.size)});
    }
    std::ranges::sort(items, {}, &Item::plane);
}

bool Combination::is_part_of(Combination const& whole) const
{
    // Without the composed buffer there is one picture less, if it was not on the plane that is always on.
    bool const composed_alike = (composed == whole.composed && composed_zpos == whole.composed_zpos)
        || (!composed && whole.composed != whole.primary);
    return composed_alike && (!cursor || whole.cursor)
        && std::ranges::all_of(items, [&](Item const& i) { return std::ranges::contains(whole.items, i); });
}

Combination Combination::inside() const
{
    auto out = *this;
    for (auto& item : out.items)
        item.shape.outside = {};
    return out;
}

bool Combination::contains_shapes_of(Combination const& part) const
{
    bool const composed_alike = composed.has_value() == part.composed.has_value()
        && (composed == primary) == (part.composed == part.primary);
    if (!composed_alike || (part.cursor && !cursor))
        return false;
    auto left = items;
    for (auto const& wanted : part.items) {
        auto const it = std::ranges::find_if(left, [&](Item const& i) {
            return i.shape == wanted.shape && (i.plane == primary) == (wanted.plane == part.primary);
        });
        if (it == left.end())
            return false;
        left.erase(it);
    }
    return true;
}

void KnownAnswers::learn(Combination const& combination, TestAnswer answer)
{
    std::erase_if(known_, [&](Known const& k) { return k.combination == combination; });
    known_.push_front({combination, answer});
    if (known_.size() > most_known)
        known_.pop_back();
}

std::optional<TestAnswer> KnownAnswers::find(Combination const& combination)
{
    auto const allowed_as_part = [&](Combination const& part) {
        return std::ranges::find_if(known_, [&](Known const& k) {
            return k.answer == TestAnswer::Allowed && part.is_part_of(k.combination);
        });
    };
    auto it = std::ranges::find(known_, combination, &Known::combination);
    if (it == known_.end())
        it = allowed_as_part(combination);
    if (it == known_.end())
        it = allowed_as_part(combination.inside());
    if (it == known_.end())
        return std::nullopt;
    known_.splice(known_.begin(), known_, it);
    return it->answer;
}

void KnownAnswers::quarantine(Combination const& combination, Time now)
{
    std::erase_if(known_, [&](Known const& k) { return k.combination.contains_shapes_of(combination); });
    Duration pause = first_pause;
    auto const it = std::ranges::find(failed_, combination, &Failed::combination);
    if (it != failed_.end()) {
        pause = std::min(it->pause * 2, longest_pause);
        failed_.erase(it);
    }
    failed_.push_back({combination, now + pause, pause});
    if (failed_.size() > most_failed)
        failed_.erase(failed_.begin());
}

std::optional<Time> KnownAnswers::quarantined(Combination const& combination, Time now) const
{
    std::optional<Time> out;
    for (auto const& f : failed_)
        if (now < f.until && combination.contains_shapes_of(f.combination))
            out = std::max(out.value_or(f.until), f.until);
    return out;
}

bool KnownAnswers::quarantines(Time now) const
{
    return std::ranges::any_of(failed_, [now](Failed const& f) { return now < f.until; });
}

void KnownAnswers::planes_changed(DisplayCaps const& caps)
{
    known_.remove_if([&](Known const& k) {
        return k.answer != TestAnswer::Allowed
            || std::ranges::any_of(k.combination.items, [&](auto const& item) { return !caps.find(item.plane); });
    });
}

void KnownAnswers::forget()
{
    known_.clear();
    failed_.clear();
}

} // namespace vitrail
