#include "shell/layer_placement.hpp"

#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr int farthest = 1 << 20; // where no screen is, and far from where sums overflow

int bounded(std::int64_t length)
{
    return int(std::clamp<std::int64_t>(length, -farthest, farthest));
}

Edges edges_of(std::uint32_t anchor)
{
    return {.top = (anchor & ZWLR_LAYER_SURFACE_V1_ANCHOR_TOP) != 0,
        .bottom = (anchor & ZWLR_LAYER_SURFACE_V1_ANCHOR_BOTTOM) != 0,
        .left = (anchor & ZWLR_LAYER_SURFACE_V1_ANCHOR_LEFT) != 0,
        .right = (anchor & ZWLR_LAYER_SURFACE_V1_ANCHOR_RIGHT) != 0};
}

/// The one edge that the stripe lies along: the anchor tells it, alone or between its two neighbours; in a corner the
/// client says which one it means.
Edges zone_edge_of(Edges anchor, Edges chosen)
{
    if (chosen.any())
        anchor = chosen;
    bool const across = anchor.left == anchor.right, along = anchor.top == anchor.bottom;
    if (across && !along)
        return {.top = anchor.top, .bottom = anchor.bottom};
    if (along && !across)
        return {.left = anchor.left, .right = anchor.right};
    return {};
}

int length(int wanted, int room, int before, int after)
{
    return wanted > 0 ? wanted : std::max(room - before - after, 1);
}

int start(int room_start, int room, bool at_start, bool at_end, int before, int after, int length)
{
    if (at_start && at_end)
        return room_start + before + (room - before - after - length) / 2;
    if (at_start)
        return room_start + before;
    return at_end ? room_start + room - after - length : room_start + (room - length) / 2;
}

} // namespace

LayerWish wish_of(wlr_layer_surface_v1_state const& state)
{
    auto const anchor = edges_of(state.anchor);
    auto const margin = [](bool anchored, int length) { return anchored ? bounded(length) : 0; };
    return {.anchor = anchor,
        .margin = {.top = margin(anchor.top, state.margin.top),
            .bottom = margin(anchor.bottom, state.margin.bottom),
            .left = margin(anchor.left, state.margin.left),
            .right = margin(anchor.right, state.margin.right)},
        .size = {bounded(state.desired_width), bounded(state.desired_height)},
        .zone = bounded(state.exclusive_zone),
        .zone_edge = state.exclusive_zone > 0 ? zone_edge_of(anchor, edges_of(state.exclusive_edge)) : Edges{}};
}

Size<Logical> wanted_size(LayerWish const& wish, Rect<Logical> const& room)
{
    return {length(wish.size.width, room.width, wish.margin.left, wish.margin.right),
        length(wish.size.height, room.height, wish.margin.top, wish.margin.bottom)};
}

Point<Logical> wanted_origin(LayerWish const& wish, Rect<Logical> const& room, Size<Logical> size)
{
    auto const& [anchor, margin, wanted, zone, edge] = wish;
    return {start(room.x, room.width, anchor.left, anchor.right, margin.left, margin.right, size.width),
        start(room.y, room.height, anchor.top, anchor.bottom, margin.top, margin.bottom, size.height)};
}

Insets reserved(LayerWish const& wish)
{
    auto const depth = [&](bool there, int margin) { return there ? std::max(wish.zone + margin, 0) : 0; };
    return {.top = depth(wish.zone_edge.top, wish.margin.top),
        .bottom = depth(wish.zone_edge.bottom, wish.margin.bottom),
        .left = depth(wish.zone_edge.left, wish.margin.left),
        .right = depth(wish.zone_edge.right, wish.margin.right)};
}

} // namespace vitrail
