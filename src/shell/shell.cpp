#include "shell/shell.hpp"

#include "base/log.hpp"
#include "input/seat.hpp"
#include "shell/background.hpp"
#include "shell/cards.hpp"
#include "shell/desk.hpp"
#include "shell/globals.hpp"
#include "shell/idle_inhibitors.hpp"
#include "shell/layer_shell.hpp"
#include "shell/locker.hpp"
#include "shell/session_lock.hpp"
#include "shell/toplevel_list.hpp"
#include "shell/window_hints.hpp"
#include "shell/workspace_list.hpp"
#include "shell/x11_shell.hpp"

#include <utility>

namespace vitrail {

struct Shell::Parts {
    Parts(wl_display& display, EventLoop& loop, Scene& scene, Seat& seat, OutputManager& outputs,
          KioskRules const* kiosk)
        : keyboard{seat}
        , world{.loop = loop, .scene = scene, .seat = seat, .outputs = outputs, .areas = areas, .keyboard = keyboard, .looks = looks}
        , desk{world, kiosk}
        , layers{display, world, desk}
        , lock{display, world, [this] { let_go(); }}
        , xdg_shell{display, seat.c(), desk, layers}
        , activation{display, desk}
        , decorations{display}
        , idle_inhibitors{display, world}
        , hints{display, desk}
        , toplevels{display, world, desk}
        , cards{world, [this] { return desk.active_output(); }}
        , background{world}
        , locker{loop, [this](std::string const& program) {
            if (desk.events.run)
                desk.events.run(program);
        }}
        , workspaces{kiosk ? nullptr : std::make_unique<WorkspaceList>(display, world, desk)}
    {
        seat.events.pressed = [this](Hit const* hit, std::uint32_t button) {
            lock.pressed(hit);
            layers.pressed(hit);
            desk.pressed(hit, button);
            cards.pressed();
        };
        desk.events = {.opened = [this](Window& window) { toplevels.opened(window); },
            .closed = [this](Window& window) { toplevels.closed(window); },
            .focused = [this] { layers.window_focused(); },
            .changed = [this] { changed(); },
            .lock = [this] { locker.start(); },
            .help = [this] { cards.toggle_help(desk.bindings()); }};
        lock.events = {.came = [this] { locker.came(); },
            .died = [this] { locker.died(); },
            .unlocked = [this] { locker.unlocked(); }};
        seat.events.key = [this](KeyPress const& press) {
            return !lock.locked() && (desk.key(press) || cards.key(press));
        };
    }
    ~Parts()
    {
        world.seat.events = {};
        desk.events = {};
    }

    void changed()
    {
        toplevels.changed();
        if (workspaces)
            workspaces->changed();
    }
    void let_go()
    {
        layers.dismiss_popups();
        desk.let_go();
    }

    UsableAreas areas;
    KeyboardFocus keyboard;
    WindowLooks looks;
    World world;
    Desk desk;
    LayerShell layers;
    SessionLock lock;
    XdgShell xdg_shell;
    Activation activation;
    Decorations decorations;
    IdleInhibitors idle_inhibitors;
    WindowHints hints;
    ToplevelList toplevels;
    Cards cards;
    Background background;
    Locker locker;
    std::unique_ptr<WorkspaceList> workspaces; // a kiosk has but one
    std::unique_ptr<X11Shell> x11;             // null: not here
};

Shell::Shell(wl_display& display, EventLoop& loop, Scene& scene, Seat& seat, OutputManager& outputs, bool kiosk)
    : parts_{std::make_unique<Parts>(display, loop, scene, seat, outputs, kiosk ? &kiosk_rules : nullptr)}
{
    auto const tell = [](auto const& whom, auto const&... what) {
        if (whom)
            whom(what...);
    };
    parts_->desk.events.run = [=, this](std::string const& program) { tell(events.run, program); };
    parts_->desk.events.logout = [=, this] { tell(events.logout); };
}

Shell::~Shell() = default;

void Shell::configure(ShellConfig const& config)
{
    parts_->desk.configure(config);
    parts_->locker.use(config.locker);
    parts_->background.use(config.background);
}

void Shell::tell(std::vector<std::string> findings)
{
    parts_->cards.tell(std::move(findings));
}

void Shell::serve_x11(wl_display& display, wlr_compositor& compositor)
{
    parts_->x11 = std::make_unique<X11Shell>(display, compositor, parts_->world, parts_->desk);
}
std::string Shell::x11_display() const
{
    return parts_->x11 ? parts_->x11->display_name() : std::string{};
}

std::vector<Window*> Shell::windows() const
{
    return parts_->desk.windows();
}
Window* Shell::window_of(wlr_surface* surface) const
{
    return parts_->desk.window_of(surface);
}
LayerSurface* Shell::panel_of(wlr_surface const* root) const
{
    return parts_->layers.find(root);
}
void Shell::focus(Window* window)
{
    parts_->desk.focus(window);
}
Window* Shell::focused() const
{
    return parts_->desk.focused();
}

/// Looks that nobody paints would only keep windows off the planes.
void Shell::set_looks(WindowLooks const& looks, bool painted)
{
    if (!painted && looks != WindowLooks{})
        log::warning("[looks] is not shown: only our own shaders can, and something else draws (vitrailctl outputs)");
    auto const wanted = painted ? looks : WindowLooks{};
    if (std::exchange(parts_->looks, wanted) == wanted)
        return;
    for (auto* window : parts_->desk.windows())
        window->update_look();
}

void Shell::outputs_changed()
{
    parts_->layers.outputs_changed();
    parts_->desk.outputs_changed();
    parts_->lock.outputs_changed();
    parts_->cards.outputs_changed();
    parts_->background.outputs_changed();
}

void Shell::output_shown()
{
    parts_->lock.output_shown();
    parts_->idle_inhibitors.update();
}

bool Shell::locked() const
{
    return parts_->lock.locked();
}

} // namespace vitrail
