#pragma once

#include "base/slot.hpp"
#include "shell/toplevel.hpp"

#include <functional>

struct wlr_seat;
struct wlr_xwayland_minimize_event;
struct wlr_xwayland_resize_event;
struct wlr_xwayland_surface;
struct wlr_xwayland_surface_configure_event;

namespace vitrail {

/// The client's side of a window of X11.
///
/// There a window manager's word is law: the window has the size that it was told, at once, and nobody acknowledges
/// anything. Its picture of that size comes a moment later; so a picture of the size told last is the answer.
class X11Toplevel final : public Toplevel {
public:
    /// Writes for its program how wide a frame it has.
    using TellFrame = std::function<void(Insets const&)>;

    /// `window` has its surface now; who made this ends it before that goes.
    X11Toplevel(wlr_xwayland_surface& window, wlr_seat& seat, TellFrame tell_frame);

    void listen(ToplevelEvents& events) override;
    /// Everybody who looks after windows knows it: tells it what to be.
    void start();

    [[nodiscard]] wlr_surface& surface() const override;
    [[nodiscard]] std::string_view title() const override;
    [[nodiscard]] std::string_view app_id() const override;
    [[nodiscard]] wlr_surface* parent() const override;
    [[nodiscard]] bool modal() const override;
    [[nodiscard]] SizeLimits limits() const override;
    [[nodiscard]] WindowWishes wishes() const override { return wishes_; }
    [[nodiscard]] bool takes_focus() const override;
    [[nodiscard]] bool wants_frame() const override;
    [[nodiscard]] Rect<Logical> geometry() const override;
    [[nodiscard]] bool ready() const override { return true; }
    [[nodiscard]] bool committed(std::uint32_t serial) const override;
    [[nodiscard]] bool answers(std::uint32_t serial) const override;

    void begin() override {}
    std::optional<std::uint32_t> configure(WindowState const& state) override;
    std::uint32_t set_size(Size<Logical> size, Point<Logical> origin) override;
    void set_activated(bool activated) override;
    void set_resizing(bool) override {}
    void set_suspended(bool) override {} // X11 has no word for it
    void set_minimised(bool minimised) override;
    void set_place(Rect<Logical> const& box) override;
    void answer() override;
    void close() override;

private:
    void on_map() { events_->on_map(); }
    void on_unmap() { events_->on_unmap(); }
    void on_commit();
    void on_rename() { events_->on_rename(); }
    void on_set_parent() { events_->on_set_parent(); }
    void on_frame_wish() { events_->on_frame_wish(); }
    void on_request_configure(wlr_xwayland_surface_configure_event* event);
    void on_request_maximize();
    void on_request_fullscreen();
    void on_request_minimize(wlr_xwayland_minimize_event* event);
    void on_request_move();
    void on_request_resize(wlr_xwayland_resize_event* event);
    void on_request_activate();
    void on_request_attention();
    void on_request_close() { close(); }
    void on_focus_in() { events_->on_request_attention(true); }

    void send(Rect<Logical> const& box);
    [[nodiscard]] Size<Logical> drawn_size() const;

    wlr_xwayland_surface& window_;
    wlr_seat& seat_;
    TellFrame tell_frame_;
    ToplevelEvents* events_ = nullptr;
    WindowWishes wishes_;
    Size<Logical> own_size_; ///< as its client likes
    Rect<Logical> sent_;     ///< what X11 thinks it is
    WindowState state_;
    bool minimised_ = false;
    std::uint32_t told_ = 0, drawn_ = 0; ///< serials of sizes

    Slot<> map_, unmap_, commit_, set_title_, set_class_, set_parent_, set_decorations_, set_window_type_;
    Slot<wlr_xwayland_surface_configure_event> request_configure_;
    Slot<> request_maximize_, request_fullscreen_, request_move_, request_activate_, request_attention_, request_close_;
    Slot<> focus_in_;
    Slot<wlr_xwayland_minimize_event> request_minimize_;
    Slot<wlr_xwayland_resize_event> request_resize_;
};

} // namespace vitrail
