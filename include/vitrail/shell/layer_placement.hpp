#pragma once

#include "shell/placement.hpp"
#include "shell/usable_areas.hpp"

#include <cstdint>

struct wlr_layer_surface_v1_state;

namespace vitrail {

// Where panels, docks and wallpapers go, as arithmetic (wlr-layer-shell). Boxes are in layout coordinates. Pure.

/// What a layer surface asks for, with numbers that cannot overflow: clients may ask for anything.
struct LayerWish {
    Edges anchor;
    Insets margin;
    Size<Logical> size; ///< zero: as long as there is room between the two edges that it is anchored to
    /// More than 0: how deep a stripe of the output it keeps for itself. 0: it makes room for those who do. Less: it
    /// does not.
    int zone = 0;
    Edges zone_edge; ///< where that stripe is: one edge, or none if it keeps nothing
};

[[nodiscard]] LayerWish wish_of(wlr_layer_surface_v1_state const& state);

/// The size to have within `room`; the client is told.
[[nodiscard]] Size<Logical> wanted_size(LayerWish const& wish, Rect<Logical> const& room);
/// Where one of that size goes in `room`. What counts is the wanted size, whatever the client has drawn: so nothing jumps
/// while it is resized.
[[nodiscard]] Point<Logical> wanted_origin(LayerWish const& wish, Rect<Logical> const& room, Size<Logical> size);
/// What it keeps for itself: its zone, and the margin beyond it.
[[nodiscard]] Insets reserved(LayerWish const& wish);

} // namespace vitrail
