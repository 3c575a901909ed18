#pragma once

#include "plane_driver.hpp"

struct wlr_output;

namespace vitrail {

/// Names of the two planes where the display itself has none.
inline constexpr PlaneId primary_plane{1}, cursor_plane{2};

/// What wlroots gives every output: a primary plane, a cursor plane where there is one, nothing beyond.
class SimplePlanes : public PlaneDriver {
public:
    explicit SimplePlanes(wlr_output& output) : output_{output} {}

    [[nodiscard]] std::vector<PlaneCaps> const& planes() override { return planes_; }
    [[nodiscard]] std::uint64_t version() const override { return version_; }
    [[nodiscard]] TestAnswer test(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool commit(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool modeset(wlr_output_state const& state) override;

private:
    wlr_output& output_;
    std::vector<PlaneCaps> planes_;
    std::uint64_t version_ = 0;
};

/// The primary and the cursor plane as wlroots describes them.
[[nodiscard]] std::vector<PlaneCaps> simple_planes(wlr_output& output, PlaneId primary, PlaneId cursor);

} // namespace vitrail
