#pragma once

#include "backend/backend.hpp"
#include "base/event_loop.hpp"
#include "base/result.hpp"
#include "control/config.hpp"
#include "kiosk/kiosk.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct wl_display;

namespace vitrail {

class Control;
class Output;
class OutputManager;
class Renderer;
class Scene;
class Seat;
class Shell;

struct ServerOptions {
    BackendOptions backend;
    EventLoop::Clock clock = EventLoop::Clock::Real;
    bool kiosk = false;
    Config config;
    std::optional<PlaneUse> planes; ///< instead of the configuration's, now and whenever that is read again
    std::string version; ///< of Vitrail, for programs that ask
};

/// The whole compositor: constructs the rooms from the ground up and takes them down from the top. No logic of its own.
class Server {
public:
    [[nodiscard]] static Result<std::unique_ptr<Server>> create(ServerOptions const& options);
    ~Server();

    /// Announces displays and devices. Call after the event handlers of a test or main are set.
    [[nodiscard]] Result<> start();
    /// Opens a socket for clients in XDG_RUNTIME_DIR and gives its name.
    [[nodiscard]] Result<std::string> listen();
    /// What the user wants from now on.
    void configure(Config const& config);
    /// Runs the applications of the kiosk, from the first picture of their outputs on. Only with ServerOptions::kiosk.
    void run_kiosk(Kiosk::Setup setup);
    /// Called when a real display has shown a frame for the first time.
    std::function<void()> on_first_light;
    /// Serves until `stop`.
    void run();
    void stop();

    [[nodiscard]] wl_display& display() const;
    [[nodiscard]] EventLoop& loop() const;
    [[nodiscard]] Backend& backend() const;
    [[nodiscard]] Renderer& renderer() const;
    [[nodiscard]] Scene& scene() const;
    [[nodiscard]] OutputManager& outputs() const;
    [[nodiscard]] Seat& seat() const;
    [[nodiscard]] Shell& shell() const;
    [[nodiscard]] Control& control() const;

private:
    Server();
    void connect(ServerOptions const& options);
    void stop_without_host();
    void shown(Output const& output);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
