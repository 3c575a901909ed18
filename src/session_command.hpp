#pragma once

#include "processes.hpp"
#include "server.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

struct wl_event_source;

namespace vitrail {

/// The program that this session is about, if there is one, and the signals that end the session: it ends with them, and
/// with the program.
class SessionCommand {
public:
    /// Starts `command` (none if empty) as a client of `server` and listens to SIGINT and SIGTERM.
    SessionCommand(Server& server, std::vector<std::string> command, Processes::Privileges const& privileges);
    /// Ends the program with SIGTERM.
    ~SessionCommand();
    SessionCommand(SessionCommand const&) = delete;
    SessionCommand& operator=(SessionCommand const&) = delete;

    /// What to exit with: the program's own status if the session ended with it, else 0.
    [[nodiscard]] int exit_status() const { return status_; }

private:
    void start();
    void ended(int status);

    Server& server_;
    std::vector<std::string> command_;
    Processes processes_;
    Timer begin_;
    std::array<wl_event_source*, 2> signals_{};
    std::optional<pid_t> program_;
    int status_ = 0;
};

} // namespace vitrail
