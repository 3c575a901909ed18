#pragma once

#include "base/region.hpp"

#include <cstdint>
#include <vector>

namespace vitrail {

struct Layer;

/// Which layers of a stack can be seen where, so that whoever looks at a corner of the screen need not ask all of them.
///
/// The screen in squares, each of which knows the layers with visible pixels in it. All lists lie one after the other in
/// one vector: to make a grid takes two of them, however many layers there are.
class LayerGrid {
public:
    /// `layers` top to bottom, as in a LayerStack.
    LayerGrid(std::vector<Layer> const& layers, Size<OutputPx> screen);

    /// The layers that may be visible in `area`, top to bottom: all that are, and some that lie beside.
    [[nodiscard]] std::vector<std::size_t> layers_in(Region<OutputPx> const& area) const;

private:
    static constexpr int side = 128; // pixels

    /// Calls `f` with the number of each square that the box touches.
    template <class F> void for_squares(pixman_box32_t const& box, F&& f) const;

    int columns_, rows_;
    std::vector<std::uint32_t> first_; // of each square, in layers_; and where the last one ends
    std::vector<std::uint32_t> layers_;
};

} // namespace vitrail
