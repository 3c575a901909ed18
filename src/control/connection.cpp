#include "connection.hpp"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

/// Few enough requests in one go that no frame waits for them.
constexpr std::size_t read_at_once = 1024;

bool not_now() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

} // namespace

Connection::Connection(EventLoop& loop, Fd peer, Events events)
    : loop_{loop}, peer_{std::move(peer)}, events_{std::move(events)}, patience_{loop, [this] { drop(); }}
{
    auto const on_ready = [](int, std::uint32_t mask, void* self) {
        static_cast<Connection*>(self)->on_ready(mask);
        return 0;
    };
    source_ = wl_event_loop_add_fd(loop.c(), peer_.get(), WL_EVENT_READABLE, on_ready, this);
    if (!source_)
        peer_.reset();
}

void Connection::on_ready(std::uint32_t mask)
{
    if (mask & WL_EVENT_WRITABLE)
        write();
    if (!closed() && !busy() && mask & WL_EVENT_READABLE)
        read();
    else if (!closed() && mask & (WL_EVENT_HANGUP | WL_EVENT_ERROR))
        drop();
}

void Connection::read()
{
    std::array<char, read_at_once> bytes;
    auto const got = ::recv(peer_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got < 0 && not_now())
        return;
    if (got < 0)
        return drop();
    ended_ = got == 0;
    for (auto const& line : reader_.take({bytes.data(), std::size_t(got)})) {
        events_.line(*this, line);
        if (closed())
            return;
    }
    watch();
}

void Connection::send(std::string_view line)
{
    if (closed())
        return;
    bool const idle = !busy();
    if (!queue_.add(line))
        return drop();
    if (idle)
        patience_.arm(loop_.now() + patience);
    write();
}

void Connection::write()
{
    while (busy()) {
        auto const bytes = queue_.waiting();
        auto const sent = ::send(peer_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR && not_now())
            return watch();
        if (sent < 0 && errno != EINTR)
            return drop();
        if (sent > 0) {
            queue_.written(std::size_t(sent));
            patience_.arm(loop_.now() + patience);
        }
    }
    patience_.disarm();
    watch();
    if (!closed())
        events_.quiet();
}

/// Waits for what is to happen next; ends with a peer that has nothing to say and nothing to read.
void Connection::watch()
{
    if (ended_ && !busy())
        return drop();
    wl_event_source_fd_update(source_, busy() ? WL_EVENT_WRITABLE : WL_EVENT_READABLE);
}

void Connection::drop()
{
    close();
    events_.quiet();
}

void Connection::close()
{
    patience_.disarm();
    if (source_)
        wl_event_source_remove(std::exchange(source_, nullptr));
    peer_.reset();
}

} // namespace vitrail
