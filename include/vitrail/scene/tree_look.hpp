#pragma once

#include "base/geometry.hpp"

#include <optional>

namespace vitrail {

class Viewport;

/// How all that hangs in a tree looks beyond what clients draw (see LayerLook). Coordinates are the tree's own.
struct TreeLook {
    Rect<Logical> window;    ///< its corners are round; what lies outside is left alone
    float corner_radius = 0; ///< logical units
    float dim = 0;           ///< 0: as bright as it is; 1: black
    bool fading = false;     ///< something else fades out above it, or it does itself: composed, so that both change together
    /// It is one picture that is so opaque as a whole: what is hidden within it stays so. Trees within keep their own looks.
    std::optional<float> opacity{};
    Viewport const* only_in = nullptr; ///< seen there alone; null: everywhere

    friend bool operator==(TreeLook const&, TreeLook const&) = default;
};

} // namespace vitrail
