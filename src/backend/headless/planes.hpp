#pragma once

#include "../plane_driver.hpp"

namespace vitrail {

class SoftwareDisplay;

/// The planes of a software display.
class SoftwarePlanes final : public PlaneDriver {
public:
    explicit SoftwarePlanes(SoftwareDisplay& display) : display_{display} {}

    [[nodiscard]] std::vector<PlaneCaps> const& planes() override;
    [[nodiscard]] std::uint64_t version() const override { return version_; }
    [[nodiscard]] bool tears() const override;
    [[nodiscard]] Duration longest_refresh() const override;
    [[nodiscard]] TestAnswer test(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool commit(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool modeset(wlr_output_state const& state) override;

private:
    void describe();

    SoftwareDisplay& display_;
    std::vector<PlaneCaps> planes_;
    unsigned described_ = 0; // how many overlays `planes_` has
    std::uint64_t version_ = 0;
};

} // namespace vitrail
