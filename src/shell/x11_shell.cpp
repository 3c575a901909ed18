#include "shell/x11_shell.hpp"

#include "base/log.hpp"
#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "x11_events.hpp"
#include "x11_surface.hpp"

#include <algorithm>
#include <cstdlib>

namespace vitrail {

/// Tells when the Wayland connection of Xwayland ends: that is how it dies.
struct X11Shell::ServerWatch {
    ServerWatch(X11Shell& owner, wl_client& client) : shell{owner}
    {
        hook.self = this;
        hook.listener.notify = [](wl_listener* listener, void*) {
            reinterpret_cast<Hook*>(listener)->self->shell.on_server_gone(); // ends this
        };
        wl_client_add_destroy_late_listener(&client, &hook.listener);
    }
    ~ServerWatch() { wl_list_remove(&hook.listener.link); }

    X11Shell& shell;
    struct Hook {
        wl_listener listener{};
        ServerWatch* self = nullptr;
    } hook;
};

X11Shell::X11Shell(wl_display& display, wlr_compositor& compositor, World const& world, Desk& desk)
    : display_{display}
    , compositor_{compositor}
    , world_{world}
    , desk_{desk}
    , again_{world.loop, [this] { revive(); }}
{
    open();
    if (!xwayland_)
        log::warning("programs of X11 cannot run: there is no Xwayland here; install it, or switch it off by [xwayland] "
                     "enabled = false");
}

X11Shell::~X11Shell() { close(); }

void X11Shell::open()
{
    xwayland_ = wlr_xwayland_create(&display_, &compositor_, true);
    if (!xwayland_)
        return;
    name_ = xwayland_->display_name;
    new_surface_.connect<&X11Shell::on_new_surface>(this, xwayland_->events.new_surface);
    ready_.connect<&X11Shell::on_ready>(this, xwayland_->events.ready);
    destroy_.connect<&X11Shell::on_destroy>(this, xwayland_->events.destroy);
    server_start_.connect<&X11Shell::on_server_start>(this, xwayland_->server->events.start);
    wlr_xwayland_set_seat(xwayland_, &world_.seat.c());
}

void X11Shell::close()
{
    watch_.reset();
    events_.reset();
    if (auto* ending = std::exchange(xwayland_, nullptr)) {
        destroy_.disconnect();
        server_start_.disconnect();
        // Its windows go one by one while it is destroyed; they are heard of until then.
        new_surface_.disconnect();
        ready_.disconnect();
        wlr_xwayland_destroy(ending);
    }
    surfaces_.clear();
}

/// The display ends before us.
void X11Shell::on_destroy()
{
    for (auto* slot : {&server_start_, &ready_, &destroy_})
        slot->disconnect();
    new_surface_.disconnect();
    events_.reset();
    xwayland_ = nullptr;
}

void X11Shell::on_server_start() { watch_ = std::make_unique<ServerWatch>(*this, *xwayland_->server->client); }

void X11Shell::on_ready()
{
    wlr_xwayland_set_seat(xwayland_, &world_.seat.c()); // with each Xwayland that ends wlroots forgets it
    events_.reset(); // the one before first: they have the same place in wlroots
    events_ = std::make_unique<X11Events>(*xwayland_, world_);
    set_cursor();
}

/// The cursor over windows that set none.
void X11Shell::set_cursor()
{
    Owned<wlr_xcursor_manager, wlr_xcursor_manager_destroy> const theme{
        wlr_xcursor_manager_create(std::getenv("XCURSOR_THEME"), 24)};
    wlr_xcursor_manager_load(theme.get(), 1);
    auto* const arrow = wlr_xcursor_manager_get_xcursor(theme.get(), "default", 1);
    if (!arrow)
        return;
    auto* const image = arrow->images[0];
    wlr_xwayland_set_cursor(xwayland_, wlr_xcursor_image_get_buffer(image), int(image->hotspot_x),
                            int(image->hotspot_y));
}

void X11Shell::on_new_surface(wlr_xwayland_surface* window)
{
    surfaces_.push_back(std::make_unique<X11Surface>(world_, desk_, *xwayland_, *window, [this](X11Surface& gone) {
        std::erase_if(surfaces_, [&](auto const& each) { return each.get() == &gone; });
    }));
}

void X11Shell::on_server_gone()
{
    watch_.reset();
    events_.reset();
    again_.arm(world_.loop.now() + pause_after_death);
}

/// wlroots listens again for one that has lived for some seconds; one that died young it gives up.
void X11Shell::revive()
{
    bool const listens = xwayland_ && xwayland_->server->x_fd_read_event[0];
    if (listens || watch_)
        return;
    auto const before = name_;
    close();
    open();
    if (name_ != before)
        log::warning("Xwayland has died, and its display {} is taken: programs of X11 must be started with DISPLAY={}",
                     before, name_);
}

} // namespace vitrail
