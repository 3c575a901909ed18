#pragma once

#include "base/slot.hpp"
#include "scene/surface_node.hpp"
#include "shell/layer_placement.hpp"
#include "shell/popups.hpp"
#include "shell/world.hpp"

#include <optional>

struct wlr_layer_surface_v1;
struct wlr_surface;
struct wlr_xdg_popup;

namespace vitrail {

class LayerShell;

/// A panel, dock, wallpaper or notification: one surface in a layer of an output (wlr-layer-shell).
class LayerSurface {
public:
    /// `named`: its client chose the output; else any will do.
    LayerSurface(LayerShell& shell, World const& world, wlr_layer_surface_v1& layer, Output& output, bool named);

    [[nodiscard]] wlr_layer_surface_v1& c() const { return layer_; }
    [[nodiscard]] wlr_surface& surface() const;
    [[nodiscard]] Popups& popups() { return popups_; }
    /// Shown, as far as its client is concerned.
    [[nodiscard]] bool mapped() const;
    [[nodiscard]] Stratum stratum() const;

    [[nodiscard]] DisplayIdentity const& home() const { return home_; }
    /// Null while it is away.
    [[nodiscard]] Output* output() const { return world_.find(home_); }
    [[nodiscard]] bool named() const { return named_; }
    void move_to(Output& output);

    /// Above windows, and takes all keys.
    [[nodiscard]] bool takes_all_keys() const;
    /// Takes the keys when the user turns to it.
    [[nodiscard]] bool takes_keys() const;

    /// Does it keep a part of its output for itself?
    [[nodiscard]] bool exclusive() const { return wish().zone > 0; }
    /// What it keeps, as long as it is shown.
    [[nodiscard]] Insets reserved() const;
    /// Tells its client the size for this room, and puts the picture that is there into its place. `whole`: the output;
    /// `left`: what others leave of it.
    void arrange(Rect<Logical> const& whole, Rect<Logical> const& left);
    /// Puts the picture that is there, with its popups, so that its top left is at `at` of the layout; until it is arranged
    /// again.
    void place(Point<Logical> at);
    /// Its output came or went.
    void update_visibility();

private:
    void on_commit();
    void on_map();
    void on_unmap();
    void on_new_popup(wlr_xdg_popup* popup);
    void on_destroy();
    [[nodiscard]] bool keeps_the_rules();
    [[nodiscard]] LayerWish wish() const;
    [[nodiscard]] Size<Logical> size() const;

    LayerShell& shell_;
    World world_;
    wlr_layer_surface_v1& layer_;
    DisplayIdentity home_;
    bool named_;
    Tree tree_;
    SurfaceTree surface_tree_;
    Tree above_; ///< its popups: above all windows
    Popups popups_;
    std::optional<Size<Logical>> sent_; ///< nothing: it waits for its first configure
    Size<Logical> placed_for_;

    Slot<> commit_, map_, unmap_, destroy_;
    Slot<wlr_xdg_popup> new_popup_;
};

} // namespace vitrail
