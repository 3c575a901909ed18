#pragma once

#include "base/event_loop.hpp"
#include "server.hpp"

#include <map>
#include <string>
#include <string_view>

namespace vitrail {

/// Tells who started us as a service how it goes, if he asked for it (sd_notify(3); systemd, s6 and others).
///
/// READY=1 comes with the first frame that a display has shown. From then on WATCHDOG=1 comes twice in each WATCHDOG_USEC,
/// but only while what it stands for is true: the loop turns, and each display has shown the frame that it was given
/// last. So a picture that froze is noticed, not only a process that did.
class ServiceManager {
public:
    /// Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID out of the environment: they are not for programs that we
    /// start.
    ServiceManager();

    /// What we wait for, for `systemctl status`.
    void status(std::string_view text) const;
    /// Watches this server from now on, until stopping().
    void follow(Server& server);
    /// To be said while the server lives: nothing of it is looked at afterwards.
    void stopping();

private:
    void send(std::string const& text) const;
    void first_light();
    void look();
    [[nodiscard]] bool shows_what_it_was_given();

    /// An output that waits for its display.
    struct Waiting {
        std::uint64_t flips; ///< that it had seen
    };
    std::string socket_; // empty: nobody asked
    Duration interval_{}; // zero: no watchdog
    Server* server_ = nullptr;
    std::unique_ptr<Timer> timer_;
    std::map<Output const*, Waiting> waiting_; // at the last look
    bool said_ = false;
};

} // namespace vitrail
