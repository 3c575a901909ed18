#pragma once

#include "base/geometry.hpp"

namespace vitrail {

/// How all that hangs in a tree looks beyond what clients draw (see LayerLook). Coordinates are the tree's own.
struct TreeLook {
    Rect<Logical> window;    ///< its corners are round; what lies outside is left alone
    float corner_radius = 0; ///< logical units
    float dim = 0;           ///< 0: as bright as it is; 1: black

    friend bool operator==(TreeLook const&, TreeLook const&) = default;
};

} // namespace vitrail
