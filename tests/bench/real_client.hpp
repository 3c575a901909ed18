#pragma once

// What the clients of the benchmarks share, which talk to whatever compositor WAYLAND_DISPLAY names, as programs do.

#include "client.hpp"
#include "client_surface.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

inline int connect_to_server()
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", std::getenv("XDG_RUNTIME_DIR"),
                  std::getenv("WAYLAND_DISPLAY"));
    int const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{std::string{"no compositor at "} + address.sun_path};
    return fd;
}

/// A client of that compositor, which has seen what there is.
class RealClient {
public:
    RealClient() : client_{connect_to_server(), [this] { round_trips(); }} { client_.settle(); }

    [[nodiscard]] TestClient& operator*() { return client_; }

    /// Waits for one more answer to `request_feedback`.
    void await_feedback(TestSurface& surface, std::size_t before)
    {
        while (surface.feedback.size() == before) {
            pollfd readable{.fd = wl_display_get_fd(client_.display()), .events = POLLIN, .revents = 0};
            if (!client_.pump() && (!client_.alive() || poll(&readable, 1, 5000) == 0))
                throw std::runtime_error{"the compositor shows nothing"};
        }
    }

private:
    void round_trips()
    {
        for (int i = 0; i < 3 && client_.alive(); ++i)
            wl_display_roundtrip(client_.display());
    }

    TestClient client_;
};

/// Tells the benchmark `word` and waits for its answer: the moments to read counters.
inline void pause_at(std::string const& word)
{
    std::puts(word.c_str());
    std::fflush(stdout);
    char line[16];
    if (!std::fgets(line, sizeof line, stdin))
        std::exit(1);
}

} // namespace vitrail::test
