#include "kiosk/patience.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

namespace {

constexpr int looks_in_a_timeout = 2;

} // namespace

Patience::Patience(EventLoop& loop, std::function<std::vector<wlr_xdg_surface*>()> clients, std::function<void()> lost)
    : loop_{loop}, clients_{std::move(clients)}, lost_{std::move(lost)}, timer_{loop, [this] { look(); }}
{
}

void Patience::begin(Duration timeout)
{
    if (std::exchange(timeout_, timeout) == timeout && timer_.armed())
        return;
    timer_.disarm();
    if (timeout_ > Duration::zero())
        timer_.arm(loop_.now() + timeout_ / looks_in_a_timeout);
}

void Patience::end()
{
    timer_.disarm();
    open_.clear();
}

/// wlroots keeps the serial of a question until it is answered.
void Patience::look()
{
    timer_.arm(loop_.now() + timeout_ / looks_in_a_timeout);
    auto before = std::exchange(open_, {});
    for (auto* surface : clients_()) {
        auto const* client = surface->client;
        auto const asked = before.find(client);
        bool const silent = asked != before.end() && client->ping_serial == asked->second.serial;
        if (silent && ++asked->second.looks == looks_in_a_timeout)
            return lost_();
        if (silent) {
            open_.insert(*asked);
            continue;
        }
        wlr_xdg_surface_ping(surface);
        open_[client] = {.serial = client->ping_serial};
    }
}

} // namespace vitrail
