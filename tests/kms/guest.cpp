#include "guest.hpp"

#include <poll.h>
#include <stdexcept>
#include <wayland-client.h>

namespace vitrail::test {

Guest::Guest(Vitrail const& vitrail) : client_{vitrail.connect(), [this] { turn(); }}
{
    turn();
}

void Guest::turn()
{
    for (int i = 0; i < 3 && client_.alive(); ++i)
        wl_display_roundtrip(client_.display());
}

bool Guest::until(std::function<bool()> const& done, std::chrono::nanoseconds limit)
{
    using Clock = std::chrono::steady_clock;
    auto const end = Clock::now() + limit;
    while (!done()) {
        if (client_.pump())
            continue;
        if (!client_.alive() || Clock::now() >= end)
            return false;
        pollfd readable{.fd = wl_display_get_fd(client_.display()), .events = POLLIN, .revents = 0};
        poll(&readable, 1, 20);
    }
    return true;
}

Feedback Guest::present(TestSurface& surface)
{
    auto const before = surface.feedback.size();
    surface.request_feedback();
    surface.commit();
    if (!until([&] { return surface.feedback.size() > before; }))
        throw std::runtime_error{"what a client committed is not shown"};
    return surface.feedback.back();
}

} // namespace vitrail::test
