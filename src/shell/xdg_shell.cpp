#include "shell/globals.hpp"

#include "base/wlr.hpp"
#include "shell/desk.hpp"

namespace vitrail {

namespace {

constexpr std::uint32_t xdg_shell_version = 7; // constrained edges; the newest that wlroots 0.20 speaks

} // namespace

XdgShell::XdgShell(wl_display& display, Desk& desk) : desk_{desk}
{
    auto* shell = wlr_xdg_shell_create(&display, xdg_shell_version);
    toplevel_.connect<&XdgShell::on_toplevel>(this, shell->events.new_toplevel);
    popup_.connect<&XdgShell::on_popup>(this, shell->events.new_popup);
}

void XdgShell::on_toplevel(wlr_xdg_toplevel* toplevel) { desk_.adopt(*toplevel); }

void XdgShell::on_popup(wlr_xdg_popup* popup) { desk_.adopt(*popup); }

} // namespace vitrail
