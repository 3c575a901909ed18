#pragma once

#include "realtime.hpp"
#include "server.hpp"

#include <memory>
#include <string>
#include <vector>

namespace vitrail {

/// The program that this session is about, and the signals that end the session.
///
/// Without --kiosk the session ends with the program. A kiosk starts it again, sooner or later: the wait doubles from one
/// second to half a minute while it keeps ending at once.
class SessionCommand {
public:
    /// Starts `command` (none if empty) as a client of `server` and listens to SIGINT, SIGTERM and SIGCHLD.
    /// `realtime` is what it must not inherit.
    SessionCommand(Server& server, std::vector<std::string> command, bool restart, Realtime const& realtime);
    /// Ends the program with SIGTERM.
    ~SessionCommand();
    SessionCommand(SessionCommand const&) = delete;
    SessionCommand& operator=(SessionCommand const&) = delete;

    /// What to exit with: the program's own status if the session ended with it, else 0.
    [[nodiscard]] int exit_status() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
