#include "connection.hpp"

#include "base/unix_address.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace vitrail::ctl {

namespace {

constexpr std::size_t longest_answer = 64 << 20; // whoever writes more is no Vitrail

std::string_view environment(char const* name)
{
    char const* value = std::getenv(name);
    return value ? value : "";
}

std::unexpected<Error> lost()
{
    return fail("lost", "the Vitrail that was asked has ended");
}

} // namespace

Result<std::filesystem::path> socket_path(std::filesystem::path const& named)
{
    if (!named.empty())
        return named;
    if (auto const path = environment("VITRAIL_SOCKET"); !path.empty())
        return std::filesystem::path{path};
    auto const folder = environment("XDG_RUNTIME_DIR"), display = environment("WAYLAND_DISPLAY");
    if (folder.empty() || display.empty())
        return fail("no-session", "which Vitrail? Run this in its session, or set VITRAIL_SOCKET, or XDG_RUNTIME_DIR and "
                                  "WAYLAND_DISPLAY, or give --socket");
    // A display may be named by its path, too (wl_display_connect).
    auto const name = std::filesystem::path{display}.filename().string();
    return std::filesystem::path{folder} / ("vitrail-" + name + ".sock");
}

Result<Line> Line::open(std::filesystem::path const& socket)
{
    auto const address = unix_address(socket.native());
    Fd fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!address)
        errno = ENAMETOOLONG;
    if (!address || !fd || ::connect(fd.get(), reinterpret_cast<sockaddr const*>(&*address), sizeof *address) != 0)
        return fail("no-vitrail",
                    "no Vitrail answers at {} ({}); is the session of WAYLAND_DISPLAY one of Vitrail? Another socket is "
                    "named by VITRAIL_SOCKET or --socket",
                    socket.string(), std::strerror(errno));
    return Line{std::move(fd)};
}

Result<> Line::say(std::string_view line)
{
    std::string const all = std::string{line} + "\n";
    for (std::string_view rest = all; !rest.empty();) {
        auto const sent = ::send(fd_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return lost();
        rest.remove_prefix(std::size_t(std::max<ssize_t>(sent, 0)));
    }
    return {};
}

Result<std::string> Line::hear(std::optional<std::chrono::seconds> patience)
{
    std::array<char, 65536> part;
    for (;;) {
        if (auto const end = heard_.find('\n'); end != std::string::npos) {
            auto line = heard_.substr(0, end);
            heard_.erase(0, end + 1);
            return line;
        }
        pollfd waiting{.fd = fd_.get(), .events = POLLIN, .revents = 0};
        auto const ready = ::poll(&waiting, 1, patience ? int(patience->count() * 1000) : -1);
        if (ready == 0)
            return fail("no-answer", "Vitrail does not answer; it may be stopped");
        auto const got = ready < 0 ? -1 : ::recv(fd_.get(), part.data(), part.size(), 0);
        if (got == 0 || (got < 0 && errno != EINTR) || heard_.size() > longest_answer)
            return lost();
        heard_.append(part.data(), std::size_t(std::max<ssize_t>(got, 0)));
    }
}

} // namespace vitrail::ctl
