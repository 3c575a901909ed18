#include "planes.hpp"

#include "../simple_planes.hpp"
#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr std::uint32_t first_layer = 3;

/// The same state with what the layers show. Shallow, and never finished: everything in it belongs to `state` and `layers`.
template <class Layers> wlr_output_state with_layers(wlr_output_state const& state, Layers& layers)
{
    wlr_output_state out = state;
    wlr_output_state_set_layers(&out, layers.data(), layers.size());
    return out;
}

/// wlroots' own answer is for the window without its sub-surfaces; each of them has one more.
bool all_accepted(auto const& layers)
{
    return std::ranges::all_of(layers, [](auto const& l) { return !l.buffer || l.accepted; });
}

} // namespace

NestedPlanes::NestedPlanes(wlr_output& output) : output_{output}
{
    for (auto& layer : layers_)
        layer.reset(wlr_output_layer_create(&output));
}

NestedPlanes::~NestedPlanes() = default;

/// False: the plan has something that no sub-surface shows.
bool NestedPlanes::fill(Layers& layers, PlanePlan const& plan) const
{
    for (std::size_t i = 0; i < count; ++i)
        layers[i] = {.layer = layers_[i].get()};
    for (auto const& p : plan.overlays) {
        auto const index = std::size_t(p.plane.value - first_layer);
        // Transparent parts are seen through, unless the format has none: sub-surfaces get no opaque region.
        if (index >= count || p.zpos != int(index) + 1 || layers[index].buffer || p.alpha < 1
            || p.transform != Transform::Normal || p.yuv)
            return false;
        // The source is always told: wlroots forgets it together with the buffer, the host does not.
        layers[index].buffer = p.buffer.get();
        layers[index].src_box = {p.source.x, p.source.y, p.source.width, p.source.height};
        layers[index].dst_box = {p.dest.x, p.dest.y, p.dest.width, p.dest.height};
        layers[index].damage = p.damage.c();
    }
    return true;
}

TestAnswer NestedPlanes::test(wlr_output_state const& state, PlanePlan const& plan)
{
    Layers layers;
    if (!fill(layers, plan))
        return TestAnswer::Refused;
    auto const both = with_layers(state, layers);
    bool const shown = wlr_output_test_state(&output_, &both) && all_accepted(layers);
    return shown ? TestAnswer::Allowed : TestAnswer::Refused;
}

/// Asked once more, because the commit would leave out what is not accepted and say nothing. The host is not involved.
bool NestedPlanes::commit(wlr_output_state const& state, PlanePlan const& plan)
{
    Layers layers;
    if (!fill(layers, plan))
        return false;
    auto const both = with_layers(state, layers);
    return wlr_output_test_state(&output_, &both) && all_accepted(layers) && wlr_output_commit_state(&output_, &both);
}

bool NestedPlanes::modeset(wlr_output_state const& state)
{
    Layers layers;
    if (!fill(layers, {}))
        return false;
    auto const both = with_layers(state, layers);
    if (!wlr_output_commit_state(&output_, &both))
        return false;
    planes_ = simple_planes(output_, primary_plane, cursor_plane);
    auto const formats = planes_.front().formats;
    planes_.front().scales = false; // wlroots shows whole buffers of the window's size there
    planes_.front().crops = false;
    for (std::size_t i = 0; i < count; ++i)
        planes_.push_back({
            .id = {first_layer + std::uint32_t(i)},
            .type = PlaneType::Overlay,
            .formats = formats, // of YUV: nobody can tell how the host converts it
            .blends = true,
            .reaches_out = false,
            .zpos_min = int(i) + 1,
            .zpos_max = int(i) + 1,
        });
    ++version_;
    return true;
}

} // namespace vitrail
