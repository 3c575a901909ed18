#pragma once

#include "base/slot.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wlr_xdg_dialog_v1;
struct wlr_xdg_system_bell_v1_ring_event;
struct wlr_xdg_toplevel_icon_manager_v1_set_icon_event;
struct wlr_xdg_toplevel_tag_manager_v1_set_tag_event;

namespace vitrail {

class Desk;

/// The small protocols in which clients say more of their windows: xdg_wm_dialog_v1 (modal),
/// xdg_toplevel_icon_manager_v1, xdg_toplevel_tag_manager_v1, xdg_system_bell_v1 (a window that rings demands
/// attention), and zxdg_exporter and zxdg_importer 1 and 2 (a window of another client as the parent).
class WindowHints {
public:
    WindowHints(wl_display& display, Desk& desk);
    ~WindowHints();

private:
    struct Dialog;

    void on_new_dialog(wlr_xdg_dialog_v1* dialog);
    void on_set_icon(wlr_xdg_toplevel_icon_manager_v1_set_icon_event* event);
    void on_set_tag(wlr_xdg_toplevel_tag_manager_v1_set_tag_event* event);
    void on_ring(wlr_xdg_system_bell_v1_ring_event* event);

    Desk& desk_;
    std::vector<std::unique_ptr<Dialog>> dialogs_;
    Slot<wlr_xdg_dialog_v1> new_dialog_;
    Slot<wlr_xdg_toplevel_icon_manager_v1_set_icon_event> set_icon_;
    Slot<wlr_xdg_toplevel_tag_manager_v1_set_tag_event> set_tag_;
    Slot<wlr_xdg_system_bell_v1_ring_event> ring_;
};

} // namespace vitrail
