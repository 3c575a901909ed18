#pragma once

#include "backend/plane_driver.hpp"
#include "device.hpp"

struct wlr_output;

namespace vitrail {

/// The planes of one KMS display. wlroots drives the primary plane and the cursor's; everything about the overlays goes
/// into the same atomic request by plane injection (armed_plan.hpp).
///
/// What a commit says is complete for this display: overlays that its plan does not name and that are on go off. Planes
/// that are off already are not touched, though it might seem safer: the kernel counts a plane in a request as changed,
/// and where displays share it, refuses (EBUSY) the other one's commit until that change is done.
class KmsPlanes final : public PlaneDriver {
public:
    KmsPlanes(wlr_output& output, std::shared_ptr<KmsDevice> device);
    /// Leaves no overlay on for whoever comes next.
    ~KmsPlanes() override;

    [[nodiscard]] std::vector<PlaneCaps> const& planes() override;
    [[nodiscard]] std::uint64_t version() const override { return version_; }
    [[nodiscard]] std::vector<PlaneCaps> const& elsewhere() const override { return elsewhere_; }
    [[nodiscard]] bool other_gpu() const override;
    [[nodiscard]] bool tears() const override { return primary_ && device_->tears() && !other_gpu(); }
    [[nodiscard]] Duration longest_refresh() const override;
    [[nodiscard]] TestAnswer test(wlr_output_state const& state, PlanePlan const& plan) override;
    [[nodiscard]] bool commit(wlr_output_state const& state, PlanePlan const& plan) override;
    bool ask_for_mode(std::function<bool()> const& ask) override;
    [[nodiscard]] bool modeset(wlr_output_state const& state) override;
    void presented() override;

    /// Our overlays were switched off for somebody else, though the picture wants them: asks for another one.
    void overlays_taken();

private:
    [[nodiscard]] TestAnswer describe(PlanePlan const& plan, std::vector<PropertyValue>& request) const;
    [[nodiscard]] TestAnswer describe(PlanePicture const& picture, std::vector<PropertyValue>& request) const;
    [[nodiscard]] std::vector<PropertyValue> all_off(bool other_displays_too) const;
    [[nodiscard]] bool commit_mode(wlr_output_state const& state);
    [[nodiscard]] bool take_overlays_of_others(wlr_output_state const& state);
    void look_around(bool hook_reached);
    void list_planes();
    [[nodiscard]] std::vector<PlaneCaps> wlroots_planes() const;

    wlr_output& output_;
    std::shared_ptr<KmsDevice> device_;
    std::uint32_t crtc_ = 0; // zero: off, or not known yet
    HardwarePlane const *primary_ = nullptr, *cursor_ = nullptr;
    std::vector<PropertyValue> neutral_; // of the planes that wlroots drives
    bool overlays_taken_ = false; // until the next commit
    std::vector<PlaneCaps> planes_, elsewhere_;
    std::uint64_t version_ = 0, leases_seen_ = 0;
};

} // namespace vitrail
