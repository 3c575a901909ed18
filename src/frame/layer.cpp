#include "frame/layer.hpp"

#include "frame/layer_grid.hpp"

#include <algorithm>
#include <numeric>

namespace vitrail {

Region<OutputPx> LayerStack::all_damage() const
{
    std::vector<Region<OutputPx> const*> changes{&damage};
    for (auto const i : changed_layers())
        changes.push_back(&layers[i].damage);
    return Region<OutputPx>::united(changes);
}

bool LayerStack::damaged() const
{
    auto const is_damaged = [](Layer const& layer) { return !layer.damage.empty(); };
    auto const of = [this](std::size_t i) -> Layer const& { return layers[i]; };
    return !damage.empty()
        || (arrangement ? std::ranges::any_of(changed, is_damaged, of) : std::ranges::any_of(layers, is_damaged));
}

std::vector<std::size_t> LayerStack::changed_layers() const { return arrangement ? changed : all_layers(); }

std::vector<std::size_t> LayerStack::layers_in(Region<OutputPx> const& area) const
{
    return grid ? grid->layers_in(area) : all_layers();
}

std::vector<std::size_t> LayerStack::all_layers() const
{
    std::vector<std::size_t> out(layers.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    return out;
}

} // namespace vitrail
