#include "foreground.hpp"

#include "look.hpp"
#include "shape.hpp"

#include <algorithm>

namespace vitrail {

namespace {

/// All of a stack up to this size is looked at: nobody sees the difference.
constexpr std::size_t not_large = 64;
/// So many layers are looked at in a large one.
constexpr std::size_t most_chosen = 128;

} // namespace

bool Foreground::choose(LayerStack const& stack, LayerHistory const& history, DisplayCaps const& caps,
                        PlaneAllocator::Conditions const& conditions)
{
    large_ = stack.arrangement != 0 && stack.layers.size() > not_large;
    if (!large_)
        return false;
    Basis basis{stack.arrangement, caps.version, conditions.overlays, conditions.composed_yuv, history.watched()};
    if (basis == basis_)
        return false;
    basis_ = std::move(basis);
    chosen_.clear();
    if (stack.layers[0].role == LayerRole::Cursor)
        chosen_.push_back(0);
    for (auto const layer : basis_.watched)
        add(stack, layer);
    auto const stands_for_all = std::ranges::find_if(stack.layers, [&](Layer const& layer) {
        return layer.role != LayerRole::Cursor && !is_black(layer)
            && !std::ranges::contains(chosen_, std::size_t(&layer - stack.layers.data()));
    });
    if (stands_for_all != stack.layers.end())
        chosen_.push_back(std::size_t(stands_for_all - stack.layers.begin()));
    std::ranges::sort(chosen_);
    return true;
}

/// The layer and all that lies on it, if that is not too much.
void Foreground::add(LayerStack const& stack, std::size_t layer)
{
    std::vector<std::size_t> found;
    auto const note = [&](std::size_t i) {
        if (!std::ranges::contains(chosen_, i) && !std::ranges::contains(found, i))
            found.push_back(i);
    };
    note(layer);
    for (std::size_t n = 0; n < found.size(); ++n) {
        auto const place = on_screen(stack.layers[found[n]], stack.size);
        for (auto const above : stack.layers_in(Region<OutputPx>{place})) {
            if (above >= found[n])
                break;
            auto const& over = stack.layers[above];
            if (over.role != LayerRole::Cursor && over.visible.intersects(place))
                note(above);
            if (chosen_.size() + found.size() > most_chosen)
                return;
        }
    }
    chosen_.insert(chosen_.end(), found.begin(), found.end());
}

void Foreground::set_rest(Assignment rest)
{
    rest_ = std::move(rest);
    for (auto const i : basis_.watched) // left out for what lies on it
        if (auto& verdict = rest_.placements.edit(i).verdict; verdict == Verdict::NotStableYet)
            verdict = Verdict::BelowComposed;
}

std::shared_ptr<LayerStack const> Foreground::of(LayerStack const& stack) const
{
    if (!large_)
        return {std::shared_ptr<void>{}, &stack};
    LayerStack few{.size = stack.size, .background = stack.background};
    for (auto const i : chosen_)
        few.layers.push_back(stack.layers[i]);
    return std::make_shared<LayerStack const>(std::move(few));
}

Assignment Foreground::widened(Assignment few) const
{
    if (!large_)
        return few;
    Assignment out{rest_.placements, few.composed, few.composed_zpos};
    for (std::size_t n = 0; n < chosen_.size(); ++n)
        out.placements.edit(chosen_[n]) = few.placements[n];
    return out;
}

} // namespace vitrail
