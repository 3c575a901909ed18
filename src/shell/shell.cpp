#include "shell/shell.hpp"

#include "base/log.hpp"
#include "input/seat.hpp"
#include "shell/background.hpp"
#include "shell/cards.hpp"
#include "shell/desk.hpp"
#include "shell/globals.hpp"
#include "shell/help.hpp"
#include "shell/idle_inhibitors.hpp"
#include "shell/layer_shell.hpp"
#include "shell/lock_memory.hpp"
#include "shell/locker.hpp"
#include "shell/privacy_mark.hpp"
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
        , world{.loop = loop, .scene = scene, .seat = seat, .outputs = outputs, .areas = areas, .keyboard = keyboard, .looks = looks, .frames = frames}
        , desk{world, kiosk}
        , layers{display, world, desk}
        , lock{display, world, [this] { locking(); }}
        , xdg_shell{display, seat.c(), desk, layers}
        , activation{display, desk}
        , decorations{display, desk}
        , idle_inhibitors{display, world}
        , hints{display, desk}
        , toplevels{display, world, desk}
        , cards{world, [this] { return desk.active_output(); }}
        , privacy_mark{world, [this] { return desk.active_output(); }}
        , background{world}
        , locker{loop, [this](std::string const& program) {
            if (desk.events.run)
                desk.events.run(program);
        }}
        , workspaces{kiosk ? nullptr : std::make_unique<WorkspaceList>(display, world, desk)}
    {
        if (kiosk)
            use(withheld(frames));
        seat.events.pressed = [this](Press const& press) {
            auto const* hit = press.on.hit ? &*press.on.hit : nullptr;
            lock.pressed(hit);
            layers.pressed(hit);
            desk.pressed(press);
            cards.pressed();
        };
        seat.events.above = [this](Target const& below, FPoint<Logical> at, bool moved) {
            return desk.pointer_above(below, at, moved);
        };
        desk.events = {.opened = [this](Window& window) { opened(window); },
            .closed = [this](Window& window) { toplevels.closed(window); },
            .focused = [this] { layers.window_focused(); },
            .changed = [this] { changed(); },
            .lock = [this] { locker.start(); },
            .help = [this] { cards.toggle_help(desk.bindings()); },
            .choosing = [this](auto const& windows, std::size_t at) { choosing(windows, at); }};
        lock.events = {.came = [this] { locker.came(); },
            .died = [this] { locker.died(); },
            .unlocked = [this] { unlocked(); }};
        seat.events.key = [this](KeyPress const& press) {
            if (lock.locked())
                return desk.key_while_locked(press);
            return desk.key(press) || (!press.repeated && cards.key(press));
        };
    }
    ~Parts()
    {
        world.seat.events = {};
        desk.events = {};
    }

    /// A kiosk has nothing that its user could hold.
    [[nodiscard]] static FrameConfig withheld(FrameConfig frames)
    {
        frames.mode = FrameMode::Client;
        return frames;
    }
    void use(FrameConfig const& wanted)
    {
        bool const other_mode = wanted.mode != frames.mode;
        if (std::exchange(frames, wanted) == wanted)
            return;
        if (other_mode)
            decorations.use(wanted.mode);
        for (auto* window : desk.windows())
            window->frames_changed();
    }

    void opened(Window& window)
    {
        toplevels.opened(window);
        cards.end_welcome();
        welcomed = true;
    }
    void choosing(std::vector<Window*> const& windows, std::size_t at)
    {
        if (windows.empty())
            return cards.hide_windows();
        std::vector<CardLine> lines;
        for (auto const* window : windows)
            lines.push_back(line_about(*window));
        cards.show_windows(std::move(lines), at);
    }

    void changed()
    {
        toplevels.changed();
        if (workspaces)
            workspaces->changed();
    }
    void locking()
    {
        if (lock_memory)
            lock_memory->locked();
        let_go();
    }
    void unlocked()
    {
        locker.unlocked();
        if (lock_memory)
            lock_memory->unlocked();
    }
    void let_go()
    {
        layers.dismiss_popups();
        desk.let_go();
    }

    UsableAreas areas;
    KeyboardFocus keyboard;
    WindowLooks looks;
    FrameConfig frames;
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
    PrivacyMark privacy_mark;
    Background background;
    Locker locker;
    std::optional<LockMemory> lock_memory; // nothing: a lock ends with us
    bool welcomed = false; ///< a window was here
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
    bool const is_kiosk = !parts_->workspaces;
    auto const& [color, hint] = config.background;
    parts_->background.use(color.value_or(is_kiosk ? Background::black : Background::usual));
    if (hint && !is_kiosk && !parts_->welcomed)
        parts_->cards.welcome(config.bindings);
    else
        parts_->cards.end_welcome();
    parts_->use(is_kiosk ? Parts::withheld(config.frames) : config.frames);
}

void Shell::tell(std::string heading, std::vector<std::string> lines)
{
    parts_->cards.tell(notice_card(std::move(heading), lines));
}

void Shell::mark_uses(UseKinds kinds)
{
    parts_->privacy_mark.show(kinds);
}

std::optional<SourceId> Shell::mark() const
{
    return parts_->privacy_mark.source();
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

/// Looks that nobody paints would only keep windows off the planes. Anything can paint a cross-fade.
void Shell::set_looks(WindowLooks const& looks, bool painted)
{
    WindowLooks const plain{.cross_fade = looks.cross_fade};
    if (!painted && looks != plain)
        log::warning("[looks] is not shown: only our own shaders can, and something else draws (vitrailctl outputs)");
    auto const wanted = painted ? looks : plain;
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
    parts_->privacy_mark.outputs_changed();
    parts_->background.outputs_changed();
}

void Shell::output_shown()
{
    parts_->lock.output_shown();
    parts_->idle_inhibitors.update();
}

void Shell::remember_lock(std::filesystem::path file)
{
    parts_->lock_memory.emplace(std::move(file));
    if (!parts_->lock_memory->was_locked())
        return;
    log::warning("the screen was locked when the last Vitrail ended, and is again (without {} it would not be)",
                 parts_->lock_memory->file().string());
    parts_->lock.lock_alone();
}

bool Shell::locked() const
{
    return parts_->lock.locked();
}

} // namespace vitrail
