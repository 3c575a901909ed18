#include "desktop.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

int connect_to(std::string const& socket)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    auto const path = std::string{std::getenv("XDG_RUNTIME_DIR")} + "/" + socket;
    std::memcpy(address.sun_path, path.data(), std::min(path.size(), sizeof address.sun_path - 1));
    int const fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{"no Vitrail at " + path};
    return fd;
}

} // namespace

Desktop::Desktop(Vitrail const& vitrail)
{
    client_.emplace(connect_to(vitrail.socket()), [this] { turn(); });
    turn();
    for (Argb const color : {red, yellow, blue}) {
        auto& window = windows_.emplace_back(*client_, WindowSetup{.size = {300, 200}, .color = color});
        popups_.emplace_back(*client_, window.xdg(), PopupSetup{.anchor_x = 20, .anchor_y = 20, .color = white});
    }
    turn();
}

/// The server is another process: a few round trips let everything that was asked for happen.
void Desktop::turn()
{
    for (int i = 0; i < 3 && client_ && client_->alive(); ++i)
        wl_display_roundtrip(client_->display());
}

bool Desktop::intact()
{
    turn();
    auto const closed = [](auto const& w) { return w.close_requested; };
    auto const dismissed = [](auto const& p) { return p.done; };
    return client_->alive() && std::ranges::none_of(windows_, closed) && std::ranges::none_of(popups_, dismissed);
}

} // namespace vitrail::test
