#pragma once

#include "base/slot.hpp"
#include "scene/surface_node.hpp"
#include "shell/world.hpp"

#include <functional>
#include <optional>

struct wlr_xwayland;
struct wlr_xwayland_surface;
struct wlr_xwayland_surface_configure_event;

namespace vitrail {

class Desk;
class X11Toplevel;

/// A window of X11 from its creation to its end: shown or not, a managed window or one that looks after itself
/// (override-redirect: menus, tooltips), and now and then a change from one to the other.
class X11Surface {
public:
    /// `gone` destroys it.
    X11Surface(World const& world, Desk& desk, wlr_xwayland& xwayland, wlr_xwayland_surface& window,
               std::function<void(X11Surface&)> gone);
    ~X11Surface();
    X11Surface(X11Surface const&) = delete;
    X11Surface& operator=(X11Surface const&) = delete;

private:
    /// A menu or a tooltip: above all windows, where its program has put it.
    class Unmanaged;

    void on_map_request();
    void on_associate();
    void manage();
    void on_dissociate();
    void on_set_override_redirect();
    void on_request_configure(wlr_xwayland_surface_configure_event* event);
    void on_destroy() { gone_(*this); }

    World world_;
    Desk& desk_;
    wlr_xwayland& xwayland_;
    wlr_xwayland_surface& window_;
    std::function<void(X11Surface&)> gone_;
    std::unique_ptr<Unmanaged> unmanaged_; // while it has a surface and is no managed window
    bool managed_ = false;                 ///< the desk has it
    Slot<> map_request_, associate_, dissociate_, set_override_redirect_, destroy_;
    Slot<wlr_xwayland_surface_configure_event> request_configure_;
};

} // namespace vitrail
