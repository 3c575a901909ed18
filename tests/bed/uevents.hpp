#pragma once

#include "base/fd.hpp"

#include <linux/netlink.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>

namespace vitrail::test {

/// The kernel's announcements about devices, from the moment of construction.
class Uevents {
public:
    Uevents()
        : socket_{socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT)}
    {
        sockaddr_nl address{.nl_family = AF_NETLINK, .nl_pad = 0, .nl_pid = 0, .nl_groups = 1};
        if (!socket_ || bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error{"no uevents"};
    }

    /// Waits for the next one that says that the monitors of a display device changed; false when none comes in a
    /// second.
    [[nodiscard]] bool next_hotplug() const
    {
        pollfd ready{.fd = socket_.get(), .events = POLLIN, .revents = 0};
        char message[4096];
        while (poll(&ready, 1, 1000) == 1) {
            auto const size = recv(socket_.get(), message, sizeof message, 0);
            // Lines behind zero bytes.
            if (size > 0 && std::string(message, std::size_t(size)).contains("HOTPLUG=1"))
                return true;
        }
        return false;
    }

private:
    Fd socket_;
};

} // namespace vitrail::test
