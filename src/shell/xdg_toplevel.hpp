#pragma once

#include "base/slot.hpp"
#include "shell/toplevel.hpp"

struct wlr_xdg_toplevel;
struct wlr_xdg_toplevel_move_event;
struct wlr_xdg_toplevel_resize_event;

namespace vitrail {

/// The client's side of a window of xdg-shell.
class XdgToplevel final : public Toplevel {
public:
    /// wlroots' object ends this one by its `destroy`.
    explicit XdgToplevel(wlr_xdg_toplevel& toplevel) : toplevel_{toplevel} {}

    void listen(ToplevelEvents& events) override;

    [[nodiscard]] wlr_surface& surface() const override;
    [[nodiscard]] std::string_view title() const override;
    [[nodiscard]] std::string_view app_id() const override;
    [[nodiscard]] wlr_surface* parent() const override;
    [[nodiscard]] bool modal() const override;
    [[nodiscard]] SizeLimits limits() const override;
    [[nodiscard]] WindowWishes wishes() const override;
    [[nodiscard]] Rect<Logical> geometry() const override;
    [[nodiscard]] bool ready() const override;
    [[nodiscard]] bool committed(std::uint32_t serial) const override;
    [[nodiscard]] bool answers(std::uint32_t serial) const override;

    void begin() override;
    std::optional<std::uint32_t> configure(WindowState const& state) override;
    std::uint32_t set_size(Size<Logical> size, Point<Logical> origin) override;
    void set_activated(bool activated) override;
    void set_resizing(bool resizing) override;
    void set_suspended(bool suspended) override;
    void set_bounds(Size<Logical> bounds) override;
    void answer() override;
    void close() override;

private:
    void on_map() { events_->on_map(); }
    void on_unmap() { events_->on_unmap(); }
    void on_commit();
    void on_destroy() { events_->on_destroy(); }
    void on_rename() { events_->on_rename(); }
    void on_request_maximize();
    void on_request_fullscreen();
    void on_request_minimize() { events_->on_request_minimise(true); }
    void on_request_move(wlr_xdg_toplevel_move_event* event);
    void on_request_resize(wlr_xdg_toplevel_resize_event* event);
    void on_set_parent();

    wlr_xdg_toplevel& toplevel_;
    ToplevelEvents* events_ = nullptr;
    Size<Logical> asked_; ///< by the last configure; nothing: as it likes
    Slot<> map_, unmap_, commit_, destroy_, set_title_, set_app_id_;
    Slot<> request_maximize_, request_fullscreen_, request_minimize_, set_parent_;
    Slot<wlr_xdg_toplevel_move_event> request_move_;
    Slot<wlr_xdg_toplevel_resize_event> request_resize_;
};

} // namespace vitrail
