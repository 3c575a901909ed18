#include "backend/backend.hpp"
#include "base/fd.hpp"

#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

namespace vitrail {

namespace {

std::string environment(char const* name)
{
    char const* value = std::getenv(name);
    return value ? value : "";
}

/// Does anybody serve this UNIX socket?
bool answers(std::string const& path)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    Fd const fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    return fd && ::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
}

bool wayland_is_live()
{
    if (!environment("WAYLAND_SOCKET").empty())
        return true;
    auto const name = environment("WAYLAND_DISPLAY");
    if (name.empty())
        return false;
    return answers(name.starts_with('/') ? name : environment("XDG_RUNTIME_DIR") + "/" + name);
}

bool x11_is_live()
{
    auto const display = environment("DISPLAY");
    auto const colon = display.find(':');
    if (colon == std::string::npos)
        return false;
    if (colon != 0 && display.substr(0, colon) != "unix")
        return true; // over the network: only trying tells
    return answers("/tmp/.X11-unix/X" + std::to_string(std::atoi(display.c_str() + colon + 1)));
}

} // namespace

std::string_view name_of(BackendKind kind)
{
    switch (kind) {
    case BackendKind::Auto:     return "auto";
    case BackendKind::Kms:      return "kms";
    case BackendKind::Wayland:  return "wayland";
    case BackendKind::X11:      return "x11";
    case BackendKind::Headless: return "headless";
    }
    return "";
}

BackendKind detect_backend()
{
    if (wayland_is_live())
        return BackendKind::Wayland;
    if (x11_is_live())
        return BackendKind::X11;
    return BackendKind::Kms;
}

} // namespace vitrail
