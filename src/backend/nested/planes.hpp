#pragma once

#include "../plane_driver.hpp"
#include "base/owned.hpp"

#include <array>

struct wlr_output;
struct wlr_output_layer;
struct wlr_output_layer_state;

extern "C" void wlr_output_layer_destroy(wlr_output_layer* layer);

namespace vitrail {

/// The planes of a window in a Wayland session: sub-surfaces of it (wlr_output_layer). The host gets clients' own buffers
/// and may put them on planes of its own.
///
/// The sub-surfaces are made once, bottom to top, and their order never changes: wlroots 0.20 puts one that is made later
/// above all others, whatever its place. Each commit speaks of all of them.
class NestedPlanes final : public PlaneDriver {
public:
    explicit NestedPlanes(wlr_output& output);
    ~NestedPlanes() override;

    [[nodiscard]] std::vector<PlaneCaps> const& planes() override { return planes_; }
    [[nodiscard]] std::uint64_t version() const override { return version_; }
    [[nodiscard]] TestAnswer test(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool commit(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool modeset(wlr_output_state const& state) override;

private:
    static constexpr std::size_t count = 4;
    using Layers = std::array<wlr_output_layer_state, count>;

    [[nodiscard]] bool fill(Layers& layers, PlanePlan const& plan) const;

    wlr_output& output_;
    std::array<Owned<wlr_output_layer, wlr_output_layer_destroy>, count> layers_; // bottom to top
    std::vector<PlaneCaps> planes_;
    std::uint64_t version_ = 0;
};

} // namespace vitrail
