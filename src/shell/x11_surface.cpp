#include "x11_surface.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/desk.hpp"
#include "x11_state.hpp"
#include "x11_toplevel.hpp"

namespace vitrail {

class X11Surface::Unmanaged {
public:
    Unmanaged(World const& world, Desk& desk, wlr_xwayland_surface& window)
        : world_{world}
        , desk_{desk}
        , window_{window}
        , tree_{*window.surface, world.scene.stratum(Stratum::Popups)}
    {
        auto& of_surface = window.surface->events;
        map_.connect<&Unmanaged::on_map>(this, of_surface.map);
        unmap_.connect<&Unmanaged::on_unmap>(this, of_surface.unmap);
        set_geometry_.connect<&Unmanaged::place>(this, window.events.set_geometry);
        tree_.set_enabled(false);
        if (window.surface->mapped)
            on_map();
    }
    ~Unmanaged() { give_keys_back(); }

private:
    void on_map()
    {
        place();
        tree_.raise();
        tree_.set_enabled(true);
        // A launcher, say, grabs the keyboard of X11: that is of use only while X11 has the keyboard at all.
        if (wlr_xwayland_surface_override_redirect_wants_focus(&window_) && !x11_has_keyboard())
            world_.keyboard.claim(KeyboardClaim::Window, window_.surface);
        world_.seat.scene_changed();
    }
    void on_unmap()
    {
        tree_.set_enabled(false);
        give_keys_back();
        world_.seat.scene_changed();
    }
    void place() { tree_.set_position({window_.x, window_.y}); }

    [[nodiscard]] bool x11_has_keyboard() const
    {
        auto* const focus = world_.seat.keyboard_focus();
        return focus && wlr_xwayland_surface_try_from_wlr_surface(focus);
    }
    void give_keys_back()
    {
        if (world_.keyboard.claimed(KeyboardClaim::Window) != tree_.surface())
            return;
        if (auto* focused = desk_.focused())
            world_.keyboard.claim(KeyboardClaim::Window, &focused->surface());
        else
            world_.keyboard.drop(KeyboardClaim::Window);
    }

    World world_;
    Desk& desk_;
    wlr_xwayland_surface& window_;
    SurfaceTree tree_;
    Slot<> map_, unmap_, set_geometry_;
};

X11Surface::X11Surface(World const& world, Desk& desk, wlr_xwayland& xwayland, wlr_xwayland_surface& window,
                       std::function<void(X11Surface&)> gone)
    : world_{world}, desk_{desk}, xwayland_{xwayland}, window_{window}, gone_{std::move(gone)}
{
    auto& events = window.events;
    associate_.connect<&X11Surface::on_associate>(this, events.associate);
    dissociate_.connect<&X11Surface::on_dissociate>(this, events.dissociate);
    map_request_.connect<&X11Surface::on_map_request>(this, events.map_request);
    set_override_redirect_.connect<&X11Surface::on_set_override_redirect>(this, events.set_override_redirect);
    request_configure_.connect<&X11Surface::on_request_configure>(this, events.request_configure);
    destroy_.connect<&X11Surface::on_destroy>(this, events.destroy);
}

X11Surface::~X11Surface() = default;

void X11Surface::on_map_request()
{
    if (auto* connection = wlr_xwayland_get_xwm_connection(&xwayland_))
        read_initial_state(*connection, window_);
}

void X11Surface::on_associate()
{
    if (window_.override_redirect)
        unmanaged_ = std::make_unique<Unmanaged>(world_, desk_, window_);
    else
        manage();
    // Its picture may have come before X11 said whose it is; wlroots would wait for another one.
    if (wlr_surface_has_buffer(window_.surface))
        wlr_surface_map(window_.surface);
}

void X11Surface::manage()
{
    managed_ = true;
    auto toplevel = std::make_unique<X11Toplevel>(window_, world_.seat.c(), [this](Insets const& frame) {
        if (auto* connection = wlr_xwayland_get_xwm_connection(&xwayland_))
            write_frame(*connection, window_, frame);
    });
    auto& started = *toplevel;
    desk_.adopt(std::move(toplevel));
    started.start();
}

void X11Surface::on_dissociate()
{
    unmanaged_.reset();
    if (std::exchange(managed_, false))
        desk_.forget(*window_.surface);
}

void X11Surface::on_set_override_redirect()
{
    if (!window_.surface)
        return;
    on_dissociate();
    on_associate();
}

/// Of a managed window with a surface its toplevel hears it.
void X11Surface::on_request_configure(wlr_xwayland_surface_configure_event* event)
{
    if (!managed_)
        wlr_xwayland_surface_configure(&window_, event->x, event->y, event->width, event->height);
}

} // namespace vitrail
