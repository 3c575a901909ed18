#pragma once

#include "backend/headless.hpp"
#include "base/buffer_ref.hpp"
#include "base/event_loop.hpp"
#include "base/wlr.hpp"

#include <optional>

namespace vitrail {

/// The software display: a wlr_output of our own kind. See headless.hpp.
class SoftwareDisplay final : public HeadlessDisplay {
public:
    SoftwareDisplay(wlr_backend& backend, EventLoop& loop, std::string name, Mode mode, HeadlessOptions options);
    ~SoftwareDisplay() override;

    [[nodiscard]] std::string const& name() const override { return name_; }
    [[nodiscard]] Mode const& mode() const override { return mode_; }
    [[nodiscard]] std::vector<std::uint32_t> picture() const override;
    [[nodiscard]] wlr_buffer* primary() const override { return now_.buffer.get(); }
    [[nodiscard]] wlr_buffer* cursor() const override { return cursor_.get(); }
    [[nodiscard]] std::uint64_t commits() const override { return commits_; }
    void refuse_commits(int count) override { refuse_ = count; }

    [[nodiscard]] wlr_output& output() { return hook_.output; }
    /// Destroys the wlr_output; the object itself may live on in a test's hands.
    void unplug();

private:
    // What the C side finds again: the output first, then whose it is.
    struct Hook {
        wlr_output output{};
        SoftwareDisplay* self = nullptr;
    } hook_;
    /// One buffer on the primary plane.
    struct Plane {
        BufferRef buffer;
        FRect<BufferPx> source;
        Rect<OutputPx> dest;
    };

    static wlr_output_impl const impl;
    [[nodiscard]] static SoftwareDisplay& of(wlr_output* output) { return *reinterpret_cast<Hook*>(output)->self; }

    [[nodiscard]] bool test(wlr_output_state const& state) const;
    [[nodiscard]] bool commit(wlr_output_state const& state);
    [[nodiscard]] bool set_cursor(wlr_buffer* buffer, Point<BufferPx> hotspot);
    [[nodiscard]] bool move_cursor(Point<OutputPx> to);
    void on_vblank();
    [[nodiscard]] Time next_vblank() const;
    [[nodiscard]] Duration period() const { return Duration{1'000'000'000'000 / mode_.refresh_mhz}; }

    EventLoop& loop_;
    std::string name_;
    Mode mode_;
    HeadlessOptions options_;
    Timer vblank_;
    Time origin_;
    Plane now_;                 // what is seen
    std::optional<Plane> next_; // from the next vblank on
    BufferRef cursor_;
    Point<BufferPx> hotspot_;
    Point<OutputPx> cursor_at_; // top left, after the hot spot was taken off
    std::uint64_t commits_ = 0;
    int refuse_ = 0;
    std::uint32_t commit_seq_ = 0;
    bool plugged_ = true;
};

} // namespace vitrail
