#include "base/unix_listener.hpp"

#include "base/unix_address.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <utility>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

constexpr int most_waiting_peers = 16;
constexpr Duration pause_without_descriptors = std::chrono::seconds{1};

std::unexpected<Error> cannot_open(std::filesystem::path const& path, std::string_view why)
{
    return fail("no-socket", "cannot open the socket {}: {}", path.string(), why);
}

bool is_of_our_user(Fd const& peer)
{
    ucred who{};
    socklen_t size = sizeof who;
    return ::getsockopt(peer.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == ::getuid();
}

} // namespace

Result<std::unique_ptr<UnixListener>> UnixListener::open(EventLoop& loop, std::filesystem::path path,
                                                           std::function<void(Fd)> accepted)
{
    auto const address = unix_address(path.native());
    if (!address)
        return cannot_open(path, "the path is longer than a socket's may be (107 bytes); use a shorter XDG_RUNTIME_DIR");
    struct stat there{};
    if (::lstat(path.c_str(), &there) == 0 && S_ISSOCK(there.st_mode))
        ::unlink(path.c_str());
    Fd listening{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    // Linux gives the file the mode of the descriptor: there is no moment in which others could connect.
    if (!listening || ::fchmod(listening.get(), S_IRUSR | S_IWUSR) != 0
        || ::bind(listening.get(), reinterpret_cast<sockaddr const*>(&*address), sizeof *address) != 0)
        return cannot_open(path, std::strerror(errno));
    std::unique_ptr<UnixListener> out{new UnixListener{loop, std::move(listening), std::move(path), std::move(accepted)}};
    if (::listen(out->listening_.get(), most_waiting_peers) != 0 || !out->source_)
        return cannot_open(out->path_, std::strerror(errno));
    return out;
}

UnixListener::UnixListener(EventLoop& loop, Fd listening, std::filesystem::path path, std::function<void(Fd)> accepted)
    : loop_{loop}
    , listening_{std::move(listening)}
    , path_{std::move(path)}
    , accepted_{std::move(accepted)}
    , pause_{loop, [this] { listen_again(); }}
{
    auto const on_peer = [](int, std::uint32_t, void* self) {
        static_cast<UnixListener*>(self)->on_peer();
        return 0;
    };
    source_ = wl_event_loop_add_fd(loop.c(), listening_.get(), WL_EVENT_READABLE, on_peer, this);
}

UnixListener::~UnixListener()
{
    if (source_)
        wl_event_source_remove(source_);
    ::unlink(path_.c_str());
}

void UnixListener::on_peer()
{
    Fd peer{::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (peer && is_of_our_user(peer))
        return accepted_(std::move(peer));
    if (peer || errno == EAGAIN || errno == EINTR || errno == ECONNABORTED)
        return;
    // The peer is still there and would wake us again at once, for ever.
    wl_event_source_fd_update(source_, 0);
    pause_.arm(loop_.now() + pause_without_descriptors);
}

void UnixListener::listen_again()
{
    wl_event_source_fd_update(source_, WL_EVENT_READABLE);
}

} // namespace vitrail
