#pragma once

#include "look.hpp"

#include <optional>

namespace vitrail {

/// Where the composed buffer goes.
enum class ComposedOn {
    Nothing, ///< there is none: every picture has a plane
    Primary, ///< the primary plane: pictures on overlays above it, or below it, seen through holes
    Overlay, ///< an overlay: a picture on the primary plane, seen through a hole
};

/// With `chosen` on planes: is there nothing left that has to be composed, not even the background?
[[nodiscard]] bool nothing_to_compose(Look const& look, Layers const& chosen);

/// With `below` on planes below composition, one of them the primary one: may the composed buffer be on an overlay? It
/// reaches only as far as composed layers do, and a display is black where no plane is.
[[nodiscard]] bool overlay_reaches(Look const& look, Layers const& below);

/// The layers above `layer` that keep it from being seen when they are composed and it lies above composition.
[[nodiscard]] std::vector<std::size_t> blockers(Look const& look, Layers const& chosen, std::size_t layer);

/// A right assignment with exactly `chosen` on planes, as near to `before` as possible; nullopt: there is none.
///
/// Right is an assignment that shows what composition of the whole stack would show:
/// - a layer above the composed buffer has nothing composed over it;
/// - a layer below it is opaque, so that a hole in the composed buffer shows the layer and nothing else, and at most one
///   translucent layer is composed on each of its pixels;
/// - where layers on planes overlap, the upper one is on the higher plane.
[[nodiscard]] std::optional<Assignment> arrange(Look const& look, Layers const& chosen, ComposedOn composed,
                                                Assignment const& before);

/// A layer that must leave its plane for `assignment` to be right; nullopt: it is right. Where something is wrong
/// between two, it is the lower one: the one above can always be shown.
[[nodiscard]] std::optional<std::size_t> wrong_layer(Look const& look, Assignment const& assignment);

/// Can the plane show a composed buffer with holes in it?
[[nodiscard]] bool shows_holes(PlaneCaps const& plane);

} // namespace vitrail
