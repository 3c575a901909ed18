#pragma once

#include "kiosk/kiosk.hpp"
#include "session.hpp"

#include <deque>
#include <filesystem>
#include <memory>
#include <string>

namespace vitrail::test {

/// One start of a program by a kiosk. What it does, the test says.
struct Run {
    Programs::Command command;
    std::string socket; ///< its WAYLAND_DISPLAY
    Time when;
    int asked = 0, killed = 0; ///< to end
    std::function<void(int)> ended;
};

/// A kiosk whose programs are played by the test.
class KioskWorld {
public:
    explicit KioskWorld(KioskConfig config, ServerSetup setup = {});
    ~KioskWorld();
    KioskWorld(KioskWorld const&) = delete;

    /// All starts so far, oldest first.
    std::deque<Run> const& runs() const { return *runs_; }
    Run& last(std::string const& program = {});
    /// The program that was started last opens a connection.
    TestClient& connect(std::string const& program = {}) { return server().connect_through(last(program).socket); }
    /// It ends, with this status.
    void end(Run& run, int status);
    /// Lets time pass until it has been started so often; how long that took.
    Duration until_started(std::size_t times);

    [[nodiscard]] TestServer& server() { return *server_; }
    void configure(KioskConfig config);
    /// The box that a colour fills on a display, after it had time to get there.
    [[nodiscard]] Screen::Box shown(Argb color, std::string const& display = "HEADLESS-1");

private:
    class Stage;

    std::filesystem::path folder_;
    std::string runtime_before_;
    std::shared_ptr<std::deque<Run>> runs_ = std::make_shared<std::deque<Run>>();
    Config config_;
    std::unique_ptr<TestServer> server_;
};

/// One application without any arguments.
[[nodiscard]] KioskConfig kiosk_of(std::string const& program);

} // namespace vitrail::test
