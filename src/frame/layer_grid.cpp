#include "frame/layer_grid.hpp"

#include "frame/layer.hpp"

#include <algorithm>
#include <numeric>

namespace vitrail {

template <class F> void LayerGrid::for_squares(pixman_box32_t const& box, F&& f) const
{
    int const left = std::max(box.x1 / side, 0), right = std::min((box.x2 - 1) / side, columns_ - 1);
    int const top = std::max(box.y1 / side, 0), bottom = std::min((box.y2 - 1) / side, rows_ - 1);
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            f(std::size_t(y * columns_ + x));
}

/// Counted first, then filled.
LayerGrid::LayerGrid(std::vector<Layer> const& layers, Size<OutputPx> screen)
    : columns_{(screen.width + side - 1) / side}
    , rows_{(screen.height + side - 1) / side}
    , first_(std::size_t(columns_ * rows_) + 1)
{
    auto const squares = [this](Layer const& layer, auto&& f) {
        for (auto const& box : layer.visible.boxes())
            for_squares(box, f);
    };
    for (auto const& layer : layers)
        squares(layer, [this](std::size_t square) { ++first_[square + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    layers_.resize(first_.back());
    auto next = first_;
    for (std::size_t i = 0; i < layers.size(); ++i)
        squares(layers[i], [&](std::size_t square) { layers_[next[square]++] = std::uint32_t(i); });
}

std::vector<std::size_t> LayerGrid::layers_in(Region<OutputPx> const& area) const
{
    std::vector<std::size_t> out;
    for (auto const& box : area.boxes())
        for_squares(box, [&](std::size_t square) {
            for (auto at = first_[square]; at < first_[square + 1]; ++at)
                out.push_back(layers_[at]);
        });
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace vitrail
