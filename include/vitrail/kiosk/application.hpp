#pragma once

#include "base/event_loop.hpp"
#include "kiosk/client_door.hpp"
#include "kiosk/patience.hpp"
#include "kiosk/programs.hpp"
#include "kiosk/restarts.hpp"
#include "kiosk/stand_in.hpp"
#include "shell/kiosk_config.hpp"

#include <memory>
#include <optional>
#include <string>

struct wl_display;

namespace vitrail {

class Scene;
class Shell;
class Window;

/// One program that is kept running, and what is seen of it while it does not run.
///
///     waiting ──its output is lit──▶ running ──ended──▶ pausing ──back-off──▶ running
///                                       │ does not answer
///                                       ▼
///                                    SIGTERM, two seconds later SIGKILL ──▶ pausing
///
/// From its end until its next window its last picture stays. After several failures in a row a page tells the reason,
/// and the tries go on.
class Application {
public:
    /// Where it runs; all of it outlives the application.
    struct Surroundings {
        wl_display& display;
        EventLoop& loop;
        Scene& scene;
        Shell& shell;
        Programs& programs;
        KioskConfig const& policy; ///< as it is now
    };

    /// `door`: the name of its own socket. `seed`: of the chance in its restarts.
    Application(Surroundings const& surroundings, std::string name, KioskApplication what, std::string const& door,
                std::uint32_t seed);
    ~Application();
    Application(Application const&) = delete;
    Application& operator=(Application const&) = delete;

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] KioskApplication const& what() const { return what_; }
    /// Is this window one of its?
    [[nodiscard]] bool owns(Window const& window) const;
    /// Is this client one of its?
    [[nodiscard]] bool owns(wl_client const& client) const { return door_ && door_->has(&client); }

    /// From now on it is kept running; nothing if it is already.
    void begin();
    [[nodiscard]] bool begun() const { return begun_; }
    /// It is another command from now on, or somewhere else; a program that runs is replaced if its command differs.
    void configure(KioskApplication what);
    /// Where it is seen when it does not run; null: nowhere.
    void show_on(Output const* output) { stand_in_.show_on(output); }

    void window_mapped();
    /// One of its windows goes while its client stays.
    void window_unmapping(Window& window);

private:
    void start();
    void ended(int status);
    void failed(std::string reason);
    void lose_patience();
    void leave(wl_client& client);
    [[nodiscard]] std::vector<Window*> windows_of(wl_client const* client) const;
    [[nodiscard]] std::vector<wlr_xdg_surface*> clients() const;

    Surroundings in_;
    std::string name_;
    KioskApplication what_;
    StandIn stand_in_;
    std::unique_ptr<ClientDoor> door_; // null: it could not be opened; the program comes through everybody's
    Restarts restarts_;
    Patience patience_;
    Timer again_, last_word_;
    std::optional<pid_t> program_;
    Time started_{};
    std::string charge_; // why we ended it; empty: we did not
    bool begun_ = false, replaced_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // who hears of a program's end may be gone by then
};

} // namespace vitrail
