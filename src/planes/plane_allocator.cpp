#include "planes/plane_allocator.hpp"

#include <algorithm>
#include <vector>

namespace vitrail {

struct PlaneAllocator::Parts {
    struct Known {
        Format format;
        std::uint64_t modifier;
        FRect<BufferPx> source;
        bool good;
    };
    std::vector<Known> known;
    bool wants = false;

    Known* find(Layer const& l)
    {
        auto const it = std::ranges::find_if(known, [&](Known const& k) {
            return k.format == l.content->format && k.modifier == l.content->modifier && k.source == l.source;
        });
        return it == known.end() ? nullptr : &*it;
    }
};

PlaneAllocator::PlaneAllocator() : parts_{std::make_unique<Parts>()} {}
PlaneAllocator::~PlaneAllocator() = default;
PlaneAllocator::PlaneAllocator(PlaneAllocator&&) noexcept = default;
PlaneAllocator& PlaneAllocator::operator=(PlaneAllocator&&) noexcept = default;

Assignment all_composed(LayerStack const& stack, DisplayCaps const& caps, Verdict reason)
{
    auto const* primary = caps.find(PlaneType::Primary);
    return {.placements = std::vector<Placement>(stack.layers.size(), Placement{std::nullopt, reason}),
            .composed = primary ? primary->id : PlaneId{},
            .composed_zpos = primary ? primary->zpos_min : 0};
}

Assignment PlaneAllocator::assign(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions)
{
    auto out = all_composed(stack, caps, conditions.compose_all.value_or(Verdict::NoOverlayPlane));
    parts_->wants = false;
    if (conditions.compose_all)
        return out;
    std::size_t const cursors = !stack.layers.empty() && stack.layers[0].role == LayerRole::Cursor ? 1 : 0;
    if (cursors)
        out.placements[0].verdict = Verdict::SoftwareCursor;
    if (auto const* plane = caps.find(PlaneType::Cursor); cursors && plane)
        out.placements[0] = {plane->id, Verdict::OnPlane, plane->zpos_max};
    auto const* primary = caps.find(PlaneType::Primary);
    bool const alone = stack.layers.size() == cursors + 1 && (!cursors || out.placements[0].plane);
    if (!alone || !primary)
        return out;
    auto const& layer = stack.layers[cursors];
    if (!layer.content || !layer.content->buffer || !layer.opaque.contains(Rect<OutputPx>::of(stack.size))
        || (layer.content->memory == Memory::Shm && !caps.shows_shm))
        return out;
    auto const* known = parts_->find(layer);
    parts_->wants = !known;
    out.placements[cursors].verdict = !known ? Verdict::NotStableYet : Verdict::RefusedByTest;
    if (known && known->good) {
        out.placements[cursors] = {primary->id, Verdict::OnPlane, primary->zpos_min};
        out.composed.reset();
    }
    return out;
}

bool PlaneAllocator::wants_to_explore() const { return parts_->wants; }

void PlaneAllocator::explore(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions,
                             Test const& test)
{
    auto trial = all_composed(stack, caps, Verdict::OnPlane);
    for (std::size_t i = 0; i < stack.layers.size(); ++i)
        trial.placements[i] = {caps.find(stack.layers[i].role == LayerRole::Cursor ? PlaneType::Cursor : PlaneType::Primary)->id,
                               Verdict::OnPlane};
    trial.composed.reset();
    auto const& layer = stack.layers.back();
    parts_->known.push_back({layer.content->format, layer.content->modifier, layer.source, test(trial) == TestAnswer::Allowed});
    parts_->wants = false;
    std::ignore = conditions;
}

void PlaneAllocator::commit_failed(LayerStack const& stack, Assignment const&, Time)
{
    for (auto const& l : stack.layers)
        if (l.content)
            if (auto* known = parts_->find(l))
                known->good = false;
}

void PlaneAllocator::forget() { parts_->known.clear(); }

} // namespace vitrail
