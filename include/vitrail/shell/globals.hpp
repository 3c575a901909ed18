#pragma once

#include "base/slot.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wl_event_source;
struct wlr_seat;
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

/// Tells clients to draw their own title bars, by both protocols there are.
class Decorations {
public:
    explicit Decorations(wl_display& display);
    ~Decorations();

private:
    class Decoration;
    void on_new(wlr_xdg_toplevel_decoration_v1* decoration);

    std::vector<std::unique_ptr<Decoration>> all_;
    Slot<wlr_xdg_toplevel_decoration_v1> new_;
};

} // namespace vitrail
