#pragma once

#include "base/slot.hpp"
#include "shell/frame_config.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wl_event_source;
struct wlr_seat;
struct wlr_server_decoration;
struct wlr_server_decoration_manager;
struct wlr_surface;
struct wlr_xdg_activation_v1_request_activate_event;
struct wlr_xdg_popup;
struct wlr_xdg_toplevel;
struct wlr_xdg_toplevel_decoration_v1;

namespace vitrail {

class Desk;
class LayerShell;

/// xdg_wm_base: hands new toplevels to the desk, and popups to whoever they stand on.
class XdgShell {
public:
    XdgShell(wl_display& display, wlr_seat& seat, Desk& desk, LayerShell& layers);
    ~XdgShell();
    XdgShell(XdgShell const&) = delete;
    XdgShell& operator=(XdgShell const&) = delete;

private:
    void on_toplevel(wlr_xdg_toplevel* toplevel);
    void on_popup(wlr_xdg_popup* popup);
    void on_grab();

    wl_display& display_;
    Desk& desk_;
    LayerShell& layers_;
    wl_event_source* look_at_grabs_ = nullptr; // while a look is due
    Slot<wlr_xdg_toplevel> toplevel_;
    Slot<wlr_xdg_popup> popup_;
    Slot<> grab_;
};

/// xdg_activation_v1: a window comes to the front when its client shows that the user wanted it.
class Activation {
public:
    Activation(wl_display& display, Desk& desk);

private:
    void on_activate(wlr_xdg_activation_v1_request_activate_event* event);

    Desk& desk_;
    Slot<wlr_xdg_activation_v1_request_activate_event> activate_;
};

/// Settles with clients who draws their title bars, by both protocols there are: xdg-decoration and KDE's.
class Decorations {
public:
    Decorations(wl_display& display, Desk& desk);
    ~Decorations();

    /// What the user wants, from now on, of windows that are there, too.
    void use(FrameMode mode);

private:
    class ByXdg;
    class ByKde;
    void on_new(wlr_xdg_toplevel_decoration_v1* decoration);
    void on_new_of_kde(wlr_server_decoration* decoration);
    void leave_to_us(wlr_surface& surface, bool left_to_us) const;

    Desk& desk_;
    FrameMode mode_ = FrameMode::Auto;
    wlr_server_decoration_manager* kde_; // ends with the display
    std::vector<std::unique_ptr<ByXdg>> xdg_ones_;
    std::vector<std::unique_ptr<ByKde>> kde_ones_;
    Slot<wlr_xdg_toplevel_decoration_v1> new_;
    Slot<wlr_server_decoration> new_of_kde_;
};

} // namespace vitrail
