#pragma once

#include "base/slot.hpp"
#include "scene/surface_node.hpp"

#include <utility>

struct wlr_surface;
struct wlr_xdg_popup;

namespace vitrail {

class Popups;

/// One xdg popup: follows what its client commits, within the room that there is.
class Popup {
public:
    Popup(Popups& popups, wlr_xdg_popup& popup, Tree& tree);

    [[nodiscard]] wlr_xdg_popup& c() const { return popup_; }
    [[nodiscard]] wlr_surface& surface() const;
    [[nodiscard]] bool grabbing() const;
    /// Where its window geometry begins, from the top left of its parent's.
    [[nodiscard]] Point<Logical> offset() const;
    /// Puts its window geometry there, from the top left of the root's.
    void place(Point<Logical> origin);
    [[nodiscard]] Point<Logical> origin() const { return origin_; }

private:
    /// New until its first commit, the one without a picture; Leaving during the commit that takes its picture away.
    enum class Stage { New, Configured, Leaving };

    void on_commit();
    void on_map();
    void on_unmap();
    void on_reposition();
    void on_destroy();

    Popups& popups_;
    wlr_xdg_popup& popup_;
    SurfaceTree tree_;
    Stage stage_ = Stage::New;
    Point<Logical> origin_;
    std::pair<Point<Logical>, Point<Logical>> placed_for_; // offset and geometry when last placed
    Slot<> commit_, map_, unmap_, reposition_, destroy_;
};

} // namespace vitrail
