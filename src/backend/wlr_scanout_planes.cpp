// What goes on the planes of a commit, and what of it differs from the commit before. The way of a frame is in
// wlr_scanout.cpp.

#include "wlr_scanout.hpp"

#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

namespace {

/// All that composition has painted: more of the composed buffer need not be on its plane.
Rect<OutputPx> composed_area(Frame const& frame, Assignment const& assignment)
{
    Region<OutputPx> out;
    for (std::size_t i = 0; i < frame.stack->layers.size(); ++i)
        if (!assignment.placements[i].plane)
            out |= frame.stack->layers[i].visible;
    return out.bounds();
}

} // namespace

/// A plane may have gone to another display since the assignment was made, while a picture was composed in several turns.
bool WlrScanout::knows_planes_of(Assignment const& assignment) const
{
    auto const known = [this](std::optional<PlaneId> const& plane) { return !plane || caps().find(*plane); };
    auto const plane_of = [&](std::size_t layer) { return assignment.placements[layer].plane; };
    return known(assignment.composed) && std::ranges::all_of(assignment.placements.on_planes(), known, plane_of);
}

PlanePlan WlrScanout::plan_of(Frame const& frame, Assignment const& assignment) const
{
    PlanePlan out;
    for (auto const i : assignment.placements.on_planes()) {
        auto const& layer = frame.stack->layers[i];
        auto const& placement = assignment.placements[i];
        auto const* plane = caps().find(*placement.plane);
        if (plane && plane->type == PlaneType::Overlay)
            out.overlays.push_back(picture_of(layer, placement));
        else if (plane && plane->type == PlaneType::Primary) {
            out.primary_zpos = placement.zpos;
            if (is_yuv(layer.content->format))
                out.primary_yuv = layer.yuv.value_or(YuvConversion{});
        }
    }
    if (assignment.composed && frame.composed_fence)
        out.composed_on = *assignment.composed, out.composed_fence = frame.composed_fence.get();
    auto const* composed = assignment.composed ? caps().find(*assignment.composed) : nullptr;
    if (composed && composed->type == PlaneType::Primary)
        out.primary_zpos = assignment.composed_zpos;
    else if (composed) {
        auto const area = composed_area(frame, assignment);
        auto const before = shown_.find(composed->id);
        bool const composed_before = before != shown_.end() && before->second == Shown{};
        Region<BufferPx> damage; // both spaces are the same in a buffer of the display's size
        for (auto const& b : frame.composed_damage.boxes())
            damage |= Rect<BufferPx>{b.x1, b.y1, b.x2 - b.x1, b.y2 - b.y1};
        out.overlays.push_back({
            .plane = composed->id,
            .zpos = assignment.composed_zpos,
            .buffer = frame.composed,
            .source = {double(area.x), double(area.y), double(area.width), double(area.height)},
            .dest = area,
            .damage = composed_before ? std::move(damage) : Rect<BufferPx>::of(frame.composed.size()),
        });
    }
    return out;
}

PlanePicture WlrScanout::picture_of(Layer const& layer, Placement const& placement) const
{
    auto const before = shown_.find(*placement.plane);
    bool const same_source = before != shown_.end() && before->second.source == layer.id;
    return {
        .plane = *placement.plane,
        .zpos = placement.zpos,
        .buffer = layer.content->buffer,
        .content = layer.content,
        .source = layer.source,
        .dest = layer.dest,
        .transform = layer.transform,
        .alpha = layer.alpha,
        .opaque = layer.opaque.contains(layer.dest.intersected(Rect<OutputPx>::of(mode().size))),
        .yuv = layer.yuv,
        .damage = layer.content->damage_since(same_source ? before->second.serial : 0),
    };
}

/// Damage is told to displays that send only what changed (KMS: FB_DAMAGE_CLIPS): a buffer of another source than before
/// differs everywhere.
void WlrScanout::fill_damage(wlr_output_state& state, Frame const& frame) const
{
    auto const* plane = caps().find(PlaneType::Primary);
    auto const index = plane ? frame.assignment.layer_on(plane->id) : std::nullopt;
    auto const now = index ? frame.stack->layers[*index].id : SourceId{};
    auto const before = plane ? shown_.find(plane->id) : shown_.end();
    if (before == shown_.end() || before->second.source != now)
        return wlr_output_state_set_damage(&state, Region<OutputPx>{Rect<OutputPx>::of(frame.stack->size)}.c());
    auto const damage = index ? frame.stack->all_damage() : frame.composed_damage;
    wlr_output_state_set_damage(&state, damage.c());
}

void WlrScanout::remember_shown(Frame const& frame)
{
    shown_.clear();
    for (auto const i : frame.assignment.placements.on_planes())
        if (auto const& layer = frame.stack->layers[i]; layer.content)
            shown_[*frame.assignment.placements[i].plane] = {layer.id, layer.content->serial};
    if (frame.assignment.composed)
        shown_[*frame.assignment.composed] = {};
}

} // namespace vitrail
