#include "xdg_toplevel.hpp"

#include "base/wlr.hpp"
#include "wlr_edges.hpp"

namespace vitrail {

void XdgToplevel::listen(ToplevelEvents& events)
{
    events_ = &events;
    auto& of_surface = toplevel_.base->surface->events;
    auto& of_toplevel = toplevel_.events;
    map_.connect<&XdgToplevel::on_map>(this, of_surface.map);
    unmap_.connect<&XdgToplevel::on_unmap>(this, of_surface.unmap);
    commit_.connect<&XdgToplevel::on_commit>(this, of_surface.commit);
    destroy_.connect<&XdgToplevel::on_destroy>(this, of_toplevel.destroy);
    set_title_.connect<&XdgToplevel::on_rename>(this, of_toplevel.set_title);
    set_app_id_.connect<&XdgToplevel::on_rename>(this, of_toplevel.set_app_id);
    request_maximize_.connect<&XdgToplevel::on_request_maximize>(this, of_toplevel.request_maximize);
    request_fullscreen_.connect<&XdgToplevel::on_request_fullscreen>(this, of_toplevel.request_fullscreen);
    request_minimize_.connect<&XdgToplevel::on_request_minimize>(this, of_toplevel.request_minimize);
    request_move_.connect<&XdgToplevel::on_request_move>(this, of_toplevel.request_move);
    request_resize_.connect<&XdgToplevel::on_request_resize>(this, of_toplevel.request_resize);
    set_parent_.connect<&XdgToplevel::on_set_parent>(this, of_toplevel.set_parent);
}

wlr_surface& XdgToplevel::surface() const { return *toplevel_.base->surface; }
std::string_view XdgToplevel::title() const { return toplevel_.title ? toplevel_.title : ""; }
std::string_view XdgToplevel::app_id() const { return toplevel_.app_id ? toplevel_.app_id : ""; }
wlr_surface* XdgToplevel::parent() const { return toplevel_.parent ? toplevel_.parent->base->surface : nullptr; }

bool XdgToplevel::modal() const
{
    auto const* dialog = wlr_xdg_dialog_v1_try_from_wlr_xdg_toplevel(&toplevel_);
    return dialog && dialog->modal;
}

SizeLimits XdgToplevel::limits() const
{
    auto const& now = toplevel_.current;
    return {.min = {now.min_width, now.min_height}, .max = {now.max_width, now.max_height}};
}

WindowWishes XdgToplevel::wishes() const
{
    auto const& wants = toplevel_.requested;
    return {.maximised = wants.maximized, .fullscreen = wants.fullscreen, .fullscreen_on = wants.fullscreen_output};
}

/// What the client says. When it says nothing, the surface without its sub-surfaces: one that sticks out shall not push
/// the window aside.
Rect<Logical> XdgToplevel::geometry() const
{
    auto const& xdg = *toplevel_.base;
    if (wlr_box_empty(&xdg.current.geometry))
        return {0, 0, xdg.surface->current.width, xdg.surface->current.height};
    return {xdg.geometry.x, xdg.geometry.y, xdg.geometry.width, xdg.geometry.height};
}

// Between its first commit and its end it takes configures; wlroots asserts that it gets none before.
bool XdgToplevel::ready() const { return toplevel_.base->initialized; }

bool XdgToplevel::committed(std::uint32_t serial) const
{
    return std::int32_t(toplevel_.base->current.configure_serial - serial) >= 0;
}

bool XdgToplevel::answers(std::uint32_t serial) const
{
    auto const& xdg = *toplevel_.base;
    auto const& coming = xdg.surface->pending;
    bool const has_picture = (coming.committed & WLR_SURFACE_STATE_BUFFER) != 0 && coming.buffer;
    bool const needs_none = xdg.surface->mapped && geometry().size() == asked_;
    return std::int32_t(xdg.pending.configure_serial - serial) >= 0 && (has_picture || needs_none);
}

void XdgToplevel::begin()
{
    wlr_xdg_toplevel_set_wm_capabilities(&toplevel_, WLR_XDG_TOPLEVEL_WM_CAPABILITIES_MAXIMIZE
                                                         | WLR_XDG_TOPLEVEL_WM_CAPABILITIES_FULLSCREEN
                                                         | WLR_XDG_TOPLEVEL_WM_CAPABILITIES_MINIMIZE);
}

std::optional<std::uint32_t> XdgToplevel::configure(WindowState const& state)
{
    wlr_xdg_toplevel_set_activated(&toplevel_, state.activated);
    wlr_xdg_toplevel_set_resizing(&toplevel_, state.resizing);
    wlr_xdg_toplevel_set_maximized(&toplevel_, state.maximised);
    wlr_xdg_toplevel_set_fullscreen(&toplevel_, state.fullscreen);
    wlr_xdg_toplevel_set_tiled(&toplevel_, to_wlr(state.tiled));
    wlr_xdg_toplevel_set_suspended(&toplevel_, state.suspended);
    asked_ = state.size;
    return wlr_xdg_toplevel_set_size(&toplevel_, state.size.width, state.size.height);
}

std::uint32_t XdgToplevel::set_size(Size<Logical> size, Point<Logical>)
{
    return wlr_xdg_toplevel_set_size(&toplevel_, size.width, size.height);
}

void XdgToplevel::set_activated(bool activated) { wlr_xdg_toplevel_set_activated(&toplevel_, activated); }
void XdgToplevel::set_resizing(bool resizing) { wlr_xdg_toplevel_set_resizing(&toplevel_, resizing); }
void XdgToplevel::set_suspended(bool suspended) { wlr_xdg_toplevel_set_suspended(&toplevel_, suspended); }

void XdgToplevel::set_bounds(Size<Logical> bounds)
{
    wlr_xdg_toplevel_set_bounds(&toplevel_, bounds.width, bounds.height);
}

void XdgToplevel::answer() { wlr_xdg_surface_schedule_configure(toplevel_.base); }
void XdgToplevel::close() { wlr_xdg_toplevel_send_close(&toplevel_); }

void XdgToplevel::on_commit()
{
    if (toplevel_.base->initial_commit)
        events_->on_begin();
    else
        events_->on_commit();
}

void XdgToplevel::on_request_maximize() { events_->on_request_maximise(toplevel_.requested.maximized); }

void XdgToplevel::on_request_fullscreen()
{
    auto const& wants = toplevel_.requested;
    events_->on_request_fullscreen(wants.fullscreen, wants.fullscreen_output);
}

void XdgToplevel::on_request_move(wlr_xdg_toplevel_move_event* event) { events_->on_request_move(event->serial); }

void XdgToplevel::on_request_resize(wlr_xdg_toplevel_resize_event* event)
{
    events_->on_request_resize(from_wlr(event->edges), event->serial);
}

void XdgToplevel::on_set_parent()
{
    if (ready())
        events_->on_set_parent();
}

} // namespace vitrail
