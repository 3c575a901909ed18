#include "shell/globals.hpp"

#include "base/wlr.hpp"
#include "shell/desk.hpp"
#include "shell/layer_shell.hpp"
#include "xdg_toplevel.hpp"

namespace vitrail {

namespace {

constexpr std::uint32_t xdg_shell_version = 7; // constrained edges; the newest that wlroots 0.20 speaks

} // namespace

XdgShell::XdgShell(wl_display& display, wlr_seat& seat, Desk& desk, LayerShell& layers)
    : display_{display}, desk_{desk}, layers_{layers}
{
    auto* shell = wlr_xdg_shell_create(&display, xdg_shell_version);
    shell->ping_timeout = 0; // who asks for a pong has a clock of his own (Patience)
    toplevel_.connect<&XdgShell::on_toplevel>(this, shell->events.new_toplevel);
    popup_.connect<&XdgShell::on_popup>(this, shell->events.new_popup);
    grab_.connect<&XdgShell::on_grab>(this, seat.events.pointer_grab_begin);
}

XdgShell::~XdgShell()
{
    if (look_at_grabs_)
        wl_event_source_remove(look_at_grabs_);
}

/// wlroots lets any popup grab pointer and keyboard, at any time. It is in the middle of that now: we look after it.
void XdgShell::on_grab()
{
    if (look_at_grabs_)
        return;
    auto const look = [](void* self) {
        auto& shell = *static_cast<XdgShell*>(self);
        shell.look_at_grabs_ = nullptr;
        shell.desk_.end_stolen_grabs();
        shell.layers_.end_stolen_grabs();
    };
    look_at_grabs_ = wl_event_loop_add_idle(wl_display_get_event_loop(&display_), look, this);
}

void XdgShell::on_toplevel(wlr_xdg_toplevel* toplevel) { desk_.adopt(std::make_unique<XdgToplevel>(*toplevel)); }

void XdgShell::on_popup(wlr_xdg_popup* popup)
{
    // wlroots asserts that an xdg_surface is committed before it is configured, and then configures a popup that is
    // repositioned before it was committed. So it gets none to trip over: popups know their first commit themselves.
    popup->base->initialized = true;
    if (!popup->parent)
        return; // layer-shell may give it one
    if (!desk_.adopt(*popup) && !layers_.adopt(*popup))
        wl_resource_post_error(popup->base->client->resource, XDG_WM_BASE_ERROR_INVALID_POPUP_PARENT,
                               "the parent of this popup is not there any more");
}

} // namespace vitrail
