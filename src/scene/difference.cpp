// What differs on the screen between two arrangements of layers.

#include "scene/leaf.hpp"
#include "scene/viewport.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

/// Do both put the same pixels of their buffers at the same place in the same way?
bool alike(Layer const& a, Layer const& b)
{
    return a.id == b.id && a.role == b.role && a.color == b.color && a.source == b.source && a.dest == b.dest
        && a.transform == b.transform && a.alpha == b.alpha && a.look == b.look && a.hotspot == b.hotspot && a.yuv == b.yuv
        && !a.content == !b.content && (!a.content || a.content->size == b.content->size);
}

} // namespace

/// The layers that have come to lie above one that they were below.
std::vector<std::size_t> Viewport::above_others(std::vector<Shown> const& now)
{
    std::vector<std::size_t> out;
    auto highest = Leaf::Sight::hidden; // the old place of what lies below now
    for (std::size_t i = now.size(); i-- > 0;) {
        if (now[i].before == Leaf::Sight::hidden)
            continue;
        if (now[i].before > highest)
            out.push_back(i);
        highest = std::min(highest, now[i].before);
    }
    std::ranges::reverse(out);
    return out;
}

void Viewport::add_difference(Arrangement before, Arrangement now, Damage& damage)
{
    std::vector<bool> stayed(before.shown.size());
    auto const risen = above_others(now.shown);
    std::size_t lowest = 0; // of those that were there before, by their old places
    for (std::size_t i = 0; i < now.shown.size(); ++i) {
        auto const& layer = now.layers[i];
        auto const index = now.shown[i].before;
        auto& changed = damage.of(layer.role);
        if (index >= before.shown.size() || before.shown[index].leaf != now.shown[i].leaf) {
            changed |= layer.visible;
            continue;
        }
        stayed[index] = true;
        auto const& was = before.layers[index];
        if (!alike(was, layer))
            changed |= was.visible | layer.visible;
        else if (was.visible != layer.visible)
            changed |= (was.visible - layer.visible) | (layer.visible - was.visible);
        // Who was above it and is below it now, or the other way round: where both are seen, the blend differs.
        if (index < lowest)
            for (auto const above : risen | std::views::take_while([i](std::size_t r) { return r < i; }))
                if (auto const other = now.shown[above].before; other > index)
                    changed |= (was.visible | layer.visible) & (before.layers[other].visible | now.layers[above].visible);
        lowest = std::max(lowest, index);
    }
    for (std::size_t i = 0; i < before.shown.size(); ++i)
        if (!stayed[i])
            damage.of(before.layers[i].role) |= before.layers[i].visible;
}

} // namespace vitrail
