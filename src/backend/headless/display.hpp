#pragma once

#include "backend/headless.hpp"
#include "base/buffer_ref.hpp"
#include "base/event_loop.hpp"
#include "base/wlr.hpp"
#include "../plane_driver.hpp"

#include <optional>

namespace vitrail {

/// The software display: a wlr_output of our own kind. See headless.hpp.
///
/// What wlroots has no word for, the overlay planes, comes beside its state: `test` and `commit` keep the plan at hand
/// while wlroots calls back with the state, as the hook in the KMS backend does. A commit by anybody else leaves the
/// overlays as they are.
class SoftwareDisplay final : public HeadlessDisplay {
public:
    static constexpr PlaneId primary_plane{1}, cursor_plane{2};
    [[nodiscard]] static constexpr PlaneId overlay_plane(unsigned index) { return {3 + index}; }

    SoftwareDisplay(wlr_backend& backend, EventLoop& loop, std::string name, Mode mode, HeadlessOptions options);
    ~SoftwareDisplay() override;

    [[nodiscard]] std::string const& name() const override { return name_; }
    [[nodiscard]] Mode const& mode() const override { return mode_; }
    [[nodiscard]] std::vector<std::uint32_t> picture() const override;
    [[nodiscard]] wlr_buffer* primary() const override { return now_.primary.buffer.get(); }
    [[nodiscard]] std::vector<OnPlane> overlays() const override;
    [[nodiscard]] wlr_buffer* cursor() const override { return cursor_.get(); }
    [[nodiscard]] std::uint64_t commits() const override { return commits_; }
    [[nodiscard]] Time refreshed() const override;
    void refuse_commits(int count) override { refuse_ = count; }
    void set_overlays(unsigned count) override { overlays_ = count; }

    [[nodiscard]] wlr_output& output() { return hook_.output; }
    [[nodiscard]] HeadlessOptions const& options() const { return options_; }
    /// How many overlay planes it has now.
    [[nodiscard]] unsigned overlay_count() const { return overlays_; }
    /// Would it show both together?
    [[nodiscard]] TestAnswer test(wlr_output_state const& state, PlanePlan const& plan);
    /// Shows both from the next vblank on, or (false) nothing of it.
    [[nodiscard]] bool commit(wlr_output_state const& state, PlanePlan const& plan);
    /// Destroys the wlr_output; the object itself may live on in a test's hands.
    void unplug();

private:
    // What the C side finds again: the output first, then whose it is.
    struct Hook {
        wlr_output output{};
        SoftwareDisplay* self = nullptr;
    } hook_;
    /// What all planes but the cursor's show together.
    struct Planes {
        PlanePicture primary;
        std::vector<PlanePicture> overlays; // bottom to top
    };

    static wlr_output_impl const impl;
    [[nodiscard]] static SoftwareDisplay& of(wlr_output* output) { return *reinterpret_cast<Hook*>(output)->self; }

    [[nodiscard]] TestAnswer answer(wlr_output_state const& state, PlanePlan const& plan) const;
    [[nodiscard]] TestAnswer answer(PlanePicture const& picture) const;
    [[nodiscard]] bool ordered(PlanePlan const& plan) const;
    [[nodiscard]] bool can_tear(wlr_output_state const& state, PlanePlan const& plan) const;
    [[nodiscard]] PlanePicture primary_of(wlr_output_state const& state, PlanePlan const& plan) const;
    [[nodiscard]] bool commit(wlr_output_state const& state);
    [[nodiscard]] bool fails(wlr_output_state const& state, PlanePlan const& plan);
    [[nodiscard]] bool set_cursor(wlr_buffer* buffer, Point<BufferPx> hotspot);
    [[nodiscard]] bool move_cursor(Point<OutputPx> to);
    void on_vblank();
    void on_flip(Time when, std::int64_t sequence, unsigned flags);
    [[nodiscard]] bool varies() const;
    [[nodiscard]] Time next_flip();
    [[nodiscard]] Time next_vblank() const;
    [[nodiscard]] Duration period() const { return Duration{1'000'000'000'000 / mode_.refresh_mhz}; }

    EventLoop& loop_;
    std::string name_;
    Mode mode_;
    HeadlessOptions options_;
    Timer vblank_;
    Time origin_;
    std::int64_t vblanks_before_ = 0; // that origin
    unsigned overlays_;
    PlanePlan const* armed_ = nullptr; // while wlroots calls back for `test` and `commit`
    Planes now_;                       // what is seen
    std::optional<Planes> next_;       // from the next vblank on
    BufferRef cursor_;
    Point<BufferPx> hotspot_;
    Point<OutputPx> cursor_at_; // top left, after the hot spot was taken off
    bool cursor_changed_ = false; // since the last commit
    bool tearing_ = false;        // the flip that is coming
    Time flipped_{};              // the last flip
    std::uint64_t commits_ = 0;
    int refuse_ = 0;
    std::uint32_t commit_seq_ = 0;
    bool plugged_ = true;
};

} // namespace vitrail
