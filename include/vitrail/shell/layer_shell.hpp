#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "shell/world.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wlr_layer_surface_v1;
struct wlr_surface;
struct wlr_xdg_popup;

namespace vitrail {

class Desk;
class LayerSurface;
struct Hit;

/// zwlr_layer_shell_v1: panels, docks, wallpapers, notifications and launchers; where they are, what they leave to
/// windows, and when they have the keyboard.
///
/// A panel belongs to its output, which it waits for when the display goes: session pause and a monitor that is
/// switched off take displays away and bring them back. When others are there meanwhile, it is closed after a while.
/// One that did not care which output it is on moves instead.
class LayerShell {
public:
    LayerShell(wl_display& display, World const& world, Desk& desk);
    ~LayerShell();
    LayerShell(LayerShell const&) = delete;
    LayerShell& operator=(LayerShell const&) = delete;

    /// The layer surface that `root` is; null if none.
    [[nodiscard]] LayerSurface* find(wlr_surface const* root) const;
    /// Takes in a popup that stands on a popup of a layer surface; false if it is none.
    [[nodiscard]] bool adopt(wlr_xdg_popup& popup);
    /// A button or finger went down.
    void pressed(Hit const* hit);
    /// A popup grabbed pointer and keyboard: only those of the surface that was pressed last, or has the keyboard, may.
    void end_stolen_grabs();
    /// Ends all grabs of popups.
    void dismiss_popups();
    /// A window got the focus: menus of panels end, but those of a panel that has all keys to itself.
    void window_focused();
    /// Outputs came, went or changed: call before windows look where they can be.
    void outputs_changed();

private:
    friend class LayerSurface;

    void on_new_surface(wlr_layer_surface_v1* layer);
    void changed(LayerSurface& layer);
    void mapped(LayerSurface& layer);
    void unmapped(LayerSurface& layer);
    void gone(LayerSurface& layer);

    void arrange(Output& output);
    void move_homeless();
    void close_homeless();
    void update_focus();

    static constexpr Duration patience = std::chrono::seconds{10};

    World world_;
    Desk& desk_;
    std::vector<std::unique_ptr<LayerSurface>> all_; ///< as they came
    LayerSurface* pressed_ = nullptr; ///< the last press was on it
    Timer give_up_; ///< on outputs that are away
    Slot<wlr_layer_surface_v1> new_surface_;
};

} // namespace vitrail
