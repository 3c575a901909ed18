#include "shell/shell.hpp"

#include "input/seat.hpp"
#include "shell/desk.hpp"
#include "shell/globals.hpp"

namespace vitrail {

struct Shell::Parts {
    Parts(wl_display& display, World const& world, bool kiosk)
        : desk{world, kiosk}, xdg_shell{display, world.seat.c(), desk}, activation{display, desk}, decorations{display}
    {
    }

    Desk desk;
    XdgShell xdg_shell;
    Activation activation;
    Decorations decorations;
};

Shell::Shell(wl_display& display, Scene& scene, Seat& seat, OutputManager& outputs, bool kiosk)
    : parts_{std::make_unique<Parts>(display, World{.scene = scene, .seat = seat, .outputs = outputs}, kiosk)}
{
}

Shell::~Shell() = default;

std::vector<Window*> Shell::windows() const { return parts_->desk.windows(); }
Window* Shell::window_of(wlr_surface* surface) const { return parts_->desk.window_of(surface); }
void Shell::focus(Window* window) { parts_->desk.focus(window); }
Window* Shell::focused() const { return parts_->desk.focused(); }
void Shell::outputs_changed() { parts_->desk.outputs_changed(); }

} // namespace vitrail
