#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "shell/world.hpp"

#include <memory>
#include <string>
#include <vector>

struct wl_client;
struct wl_display;
struct wlr_compositor;
struct wlr_xwayland;
struct wlr_xwayland_surface;

namespace vitrail {

class Desk;
class X11Events;
class X11Surface;

/// Programs of X11, by Xwayland: their windows are windows like all others, of the same desk, the same scene and the
/// same frame path; clipboard, primary selection and drags reach them and come from them.
///
/// Xwayland starts when the first program calls for it, ends when the last one has gone, and starts again, on the same
/// display, when somebody calls after it has died. A machine without Xwayland does without.
class X11Shell {
public:
    X11Shell(wl_display& display, wlr_compositor& compositor, World const& world, Desk& desk);
    ~X11Shell();
    X11Shell(X11Shell const&) = delete;
    X11Shell& operator=(X11Shell const&) = delete;

    /// What DISPLAY is for its programs, such as ":1"; empty: there is no Xwayland.
    [[nodiscard]] std::string const& display_name() const { return name_; }

private:
    struct ServerWatch;

    void open();
    void close();
    void on_server_start();
    void on_ready();
    void set_cursor();
    void on_new_surface(wlr_xwayland_surface* window);
    void on_server_gone();
    void on_destroy();
    void revive();

    static constexpr Duration pause_after_death = std::chrono::seconds{1};

    wl_display& display_;
    wlr_compositor& compositor_;
    World world_;
    Desk& desk_;
    wlr_xwayland* xwayland_ = nullptr; // owned; null: there is none
    std::string name_;
    std::vector<std::unique_ptr<X11Surface>> surfaces_;
    std::unique_ptr<ServerWatch> watch_; // of the process that runs now
    std::unique_ptr<X11Events> events_;  // of its window manager
    Timer again_;
    Slot<wlr_xwayland_surface> new_surface_;
    Slot<> server_start_, ready_, destroy_;
};

} // namespace vitrail
