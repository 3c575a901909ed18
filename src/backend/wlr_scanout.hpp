#pragma once

#include "backend/scanout.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "plane_driver.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>

struct wlr_allocator;
struct wlr_color_transform;
struct wlr_output;
struct wlr_output_event_present;
struct wlr_output_mode;
struct wlr_output_event_request_state;
struct wlr_output_state;
struct wlr_renderer;
struct wlr_swapchain;

extern "C" void wlr_color_transform_unref(wlr_color_transform* transform);
extern "C" void wlr_swapchain_destroy(wlr_swapchain* swapchain);

namespace vitrail {

/// A Scanout over one of wlroots' outputs: KMS, a window of a host session, or a headless display of ours.
///
/// wlroots shows one buffer on the primary plane, the composed one or a client's; all other planes are the PlaneDriver's.
/// The cursor plane is driven through the output's own implementation (public interface header), not through
/// wlr_output_cursor, which would draw and place it itself.
class WlrScanout final : public Scanout {
public:
    struct Traits {
        bool shows_shm = false; ///< the display reads shared memory (headless)
        bool paced_by_host = false; ///< `frame` tells when the next commit may come; `present` may be a refresh later
    };

    /// `gone` is called once, while the output still exists, when it is about to be destroyed.
    WlrScanout(wlr_output& output, wlr_renderer& renderer, wlr_allocator& allocator, Traits traits,
               std::unique_ptr<PlaneDriver> planes, std::function<void(WlrScanout&)> gone);
    ~WlrScanout() override;

    [[nodiscard]] DisplayIdentity identity() const override;
    [[nodiscard]] DisplayCaps const& caps() const override;
    [[nodiscard]] std::vector<Mode> modes() const override;
    [[nodiscard]] Mode mode() const override;
    [[nodiscard]] Duration refresh() const override;
    [[nodiscard]] Duration least_margin() const override;
    [[nodiscard]] bool enable(std::optional<Mode> mode) override;
    void disable() override;
    void announce(double scale, Transform transform) override;
    [[nodiscard]] bool set_color_ramps(wlr_color_transform* ramps) override;
    [[nodiscard]] BufferRef target() override;
    [[nodiscard]] BufferRef cursor_target(Size<BufferPx> size) override;
    [[nodiscard]] TestAnswer test(Frame const& frame, Assignment const& trial) override;
    [[nodiscard]] Commit commit(Frame const& frame) override;
    [[nodiscard]] bool varies() const override;
    void use_renderer(wlr_renderer& renderer) override;
    [[nodiscard]] int render_locks() const override;
    [[nodiscard]] bool wants_cursor_painted() const override;
    [[nodiscard]] wlr_output& c() override { return output_; }

private:
    using OwnedSwapchain = Owned<wlr_swapchain, wlr_swapchain_destroy>;

    void on_presented(wlr_output_event_present* event);
    void on_frame();
    void on_needs_frame();
    void on_request_state(wlr_output_event_request_state* event);
    void on_destroy();

    /// What was on a plane at the last commit.
    struct Shown {
        SourceId source; ///< none: the composed buffer
        std::uint64_t serial = 0;
        friend bool operator==(Shown const&, Shown const&) = default;
    };

    [[nodiscard]] bool knows_planes_of(Assignment const& assignment) const;
    [[nodiscard]] bool fill_primary(wlr_output_state& state, Frame const& frame, Assignment const& assignment) const;
    void fill_damage(wlr_output_state& state, Frame const& frame) const;
    [[nodiscard]] PlanePlan plan_of(Frame const& frame, Assignment const& assignment) const;
    [[nodiscard]] PlanePicture picture_of(Layer const& layer, Placement const& placement) const;
    void remember_shown(Frame const& frame);
    void show_cursor(Frame const& frame);
    void hide_cursor();
    void fill_announcement(wlr_output_state& state);
    [[nodiscard]] bool commit_coloured(wlr_output_state& state, Frame const& frame);
    [[nodiscard]] bool commit_varying(wlr_output_state& state, Frame const& frame);
    [[nodiscard]] bool may_read(std::uint32_t format) const;
    [[nodiscard]] bool paint_black(wlr_buffer& buffer);
    [[nodiscard]] wlr_output_mode* find_mode(Mode const& wanted) const;

    wlr_output& output_;
    wlr_renderer* renderer_;
    wlr_allocator& allocator_;
    Traits traits_;
    std::function<void(WlrScanout&)> gone_;
    std::unique_ptr<PlaneDriver> planes_;
    mutable DisplayCaps caps_; // what planes_ said when it was asked last
    std::map<PlaneId, Shown> shown_;
    bool refuses_to_vary_ = false; // in this mode
    OwnedSwapchain swapchain_, cursor_swapchain_;
    std::optional<CursorPicture> shown_cursor_;
    std::optional<std::pair<double, Transform>> announcement_; // goes out with the next commit
    Owned<wlr_color_transform, wlr_color_transform_unref> ramps_;
    bool new_ramps_ = false; // they go out with the next commit
    Presented last_; // what `present` said before `frame` came (paced_by_host)

    Slot<wlr_output_event_present> present_;
    Slot<> frame_, needs_frame_, destroy_;
    Slot<wlr_output_event_request_state> request_state_;
};

} // namespace vitrail
