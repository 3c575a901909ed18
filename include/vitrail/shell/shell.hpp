#pragma once

#include "base/private_use.hpp"
#include "frame/content.hpp"
#include "shell/kiosk_rules.hpp"
#include "shell/shell_config.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct wl_display;
struct wlr_compositor;
struct wlr_surface;

namespace vitrail {

class EventLoop;
class LayerSurface;
class OutputManager;
class Scene;
class Seat;
class Window;
struct WindowLooks;

/// Windows and panels: who has one, where it is, who has the focus. The only writer of window state.
class Shell {
public:
    Shell(wl_display& display, EventLoop& loop, Scene& scene, Seat& seat, OutputManager& outputs, bool kiosk);
    ~Shell();

    struct Events {
        std::function<void(std::string const& program)> run; ///< the user wants it: words for sh(1)
        std::function<void()> logout;                        ///< the user wants the session to end
    };

    /// What the user wants from now on.
    void configure(ShellConfig const& config);
    /// What the user should see of the configuration, for a while; no lines: all is well.
    void tell(std::string heading, std::vector<std::string> lines);
    /// Marks the screen while programs reach into others; none: takes the mark away.
    void mark_uses(UseKinds kinds);
    /// Who shows that mark, or did last: no recording shall show it.
    [[nodiscard]] std::optional<SourceId> mark() const;
    /// Takes in programs of X11, by Xwayland, whose surfaces are made by `compositor`. Once.
    void serve_x11(wl_display& display, wlr_compositor& compositor);
    /// What DISPLAY is for them, such as ":1"; empty: they cannot run.
    [[nodiscard]] std::string x11_display() const;

    /// Mapped windows, bottom to top.
    [[nodiscard]] std::vector<Window*> windows() const;
    /// The window that `surface` (or the popup or sub-surface it is) belongs to; null if none.
    [[nodiscard]] Window* window_of(wlr_surface* surface) const;
    /// The panel that `root` is; null if none.
    [[nodiscard]] LayerSurface* panel_of(wlr_surface const* root) const;
    void focus(Window* window);
    [[nodiscard]] Window* focused() const;
    /// How windows look from now on; as their clients draw them if looks are not `painted`.
    void set_looks(WindowLooks const& looks, bool painted);
    /// Outputs came, went or changed: windows keep to their place.
    void outputs_changed();
    /// A display has shown a frame.
    void output_shown();
    /// Keeps a file while the screen is locked; if it is there already the screen is locked now, and a locker is started.
    void remember_lock(std::filesystem::path file);
    /// Is the screen locked?
    [[nodiscard]] bool locked() const;

    Events events;
    KioskRules kiosk_rules; ///< of a kiosk: to be filled in by who runs its applications

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
