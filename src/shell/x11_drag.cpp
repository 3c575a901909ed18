// When a program of X11 drags, and above what. What is said about it in X11 is in x11_drag_messages.cpp.

#include "x11_drag.hpp"

#include "input/seat.hpp"
#include "x11_atoms.hpp"
#include "x11_drag_source.hpp"

#include <limits>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t xdnd_version = 5;
constexpr std::uint16_t larger_than_all = std::numeric_limits<std::int16_t>::max();

/// So long after the button went up a program that has not let go is not waited for: meanwhile nobody has the keyboard.
constexpr Duration time_to_let_go = 5s;

bool is_of_x11(wlr_surface* surface)
{
    return surface && wlr_xwayland_surface_try_from_wlr_surface(wlr_surface_get_root_surface(surface)) != nullptr;
}

} // namespace

X11Drag::X11Drag(wlr_xwayland& xwayland, xcb_connection_t& connection, World const& world)
    : xwayland_{xwayland}
    , connection_{connection}
    , world_{world}
    , atoms_{connection}
    , window_{xcb_generate_id(&connection)}
    , transfers_{connection, window_, atoms_.selection}
    , outlets_{world.loop.c()}
    , button_{world.loop, [this] { look_at_button(); }}
{
    auto const* screen = xcb_setup_roots_iterator(xcb_get_setup(&connection)).data;
    std::uint32_t const values[]{true, XCB_EVENT_MASK_PROPERTY_CHANGE};
    xcb_create_window(&connection, XCB_COPY_FROM_PARENT, window_, screen->root, 0, 0, larger_than_all, larger_than_all, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, screen->root_visual, XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    xcb_change_property(&connection, XCB_PROP_MODE_REPLACE, window_, atoms_.aware, XCB_ATOM_ATOM, 32, 1, &xdnd_version);
    xcb_flush(&connection);
    world_.seat.events.moved = [this] { pointer_moved(); };
}

X11Drag::~X11Drag()
{
    world_.seat.events.moved = {};
    if (!source_)
        return;
    auto& source = source_->c();
    source_->orphan();
    wlr_data_source_destroy(&source); // and the drag with it, if there still is one
}

/// wlroots may have closed it before it tells that Xwayland is gone.
bool X11Drag::connected() const { return wlr_xwayland_get_xwm_connection(&xwayland_) == &connection_; }

void X11Drag::owner_changed(xcb_window_t owner)
{
    // wlroots' own window has it while a program of Wayland drags something over those of X11.
    auto const before = std::exchange(owner_, is_own(connection_, owner) ? xcb_window_t{XCB_WINDOW_NONE} : owner);
    if (owner_ == before)
        return;
    show_window(false);
    end_visit();
    transfers_.give_up(); // also for who has finished before it read all
    pointer_moved();      // it may have been quicker
}

/// The button is down, and a program of X11 has it.
bool X11Drag::is_dragging() const
{
    auto const& pointer = world_.seat.c().pointer_state;
    return owner_ != XCB_WINDOW_NONE && pointer.button_count > 0 && is_of_x11(pointer.focused_surface);
}

void X11Drag::pointer_moved()
{
    if (owner_ == XCB_WINDOW_NONE && !shown_)
        return;
    show_window(is_dragging() && hit_of_wayland());
}

std::optional<Hit> X11Drag::hit_of_wayland() const
{
    auto const hit = world_.scene.hit(world_.seat.cursor());
    return hit && !is_of_x11(hit->surface) ? hit : std::nullopt;
}

void X11Drag::show_window(bool shown)
{
    if (!connected() || std::exchange(shown_, shown) == shown)
        return;
    std::uint32_t const above = XCB_STACK_MODE_ABOVE;
    if (shown) {
        xcb_configure_window(&connection_, window_, XCB_CONFIG_WINDOW_STACK_MODE, &above);
        xcb_map_window(&connection_, window_);
    } else {
        xcb_unmap_window(&connection_, window_);
    }
    xcb_flush(&connection_);
}

bool X11Drag::handle(xcb_generic_event_t const& event)
{
    switch (event.response_type & kind_of_x11_event) {
    case XCB_CREATE_NOTIFY: // wlroots would take it for a program's window
        return reinterpret_cast<xcb_create_notify_event_t const&>(event).window == window_;
    case XCB_CLIENT_MESSAGE: return on_message(reinterpret_cast<xcb_client_message_event_t const&>(event));
    default:                 return transfers_.handle(event);
    }
}

void X11Drag::start_visit(Types types)
{
    auto& seat = world_.seat.c();
    auto* const client = wlr_seat_client_for_wl_client(&seat, xwayland_.server->client);
    if (!client || types.empty())
        return;
    auto* const source = new Source{*this, std::move(types)};
    auto* const drag = wlr_drag_create(client, &source->c(), nullptr);
    if (!drag)
        return wlr_data_source_destroy(&source->c());
    source_ = source;
    drag_ = drag;
    drag_->pointer_grab.seat = &seat; // as if the pointer were its own
    drag_gone_.connect<&X11Drag::on_drag_gone>(this, drag->events.destroy);
    // wlroots' window manager would take XdndSelection away from the program: it must not hear of this one.
    wlr_xwayland_set_seat(&xwayland_, nullptr);
    wlr_seat_start_drag(&seat, drag, 0);
    wlr_xwayland_set_seat(&xwayland_, &seat);
    button_was_up_ = false;
    button_.arm(world_.loop.now() + time_to_let_go);
}

void X11Drag::end_visit()
{
    peer_ = XCB_WINDOW_NONE;
    if (!source_)
        return;
    wlr_data_source_destroy(&source_->c()); // and the drag with it
    transfers_.give_up();
}

void X11Drag::on_drag_gone()
{
    drag_gone_.disconnect();
    drag_ = nullptr;
    button_.disarm();
}

/// Up at two looks in a row, and not dropped: the program hangs.
void X11Drag::look_at_button()
{
    bool const up = world_.seat.c().pointer_state.button_count == 0;
    if (std::exchange(button_was_up_, up) && up)
        return end_visit();
    button_.arm(world_.loop.now() + time_to_let_go);
}

} // namespace vitrail
