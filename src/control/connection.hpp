#pragma once

#include "base/event_loop.hpp"
#include "base/fd.hpp"
#include "control/lines.hpp"

#include <functional>

struct wl_event_source;

namespace vitrail {

/// One peer of the control socket. Nothing it does or leaves undone makes anybody wait.
///
/// While it has answers to read, no further request of it is read; with more than 256 KiB to read, or without reading
/// anything of it for ten seconds, it is dropped.
class Connection {
public:
    struct Events {
        std::function<void(Connection&, LineReader::Line const&)> line;
        std::function<void()> quiet; ///< it has read everything, or is closed: nobody waits for it any more
    };

    static constexpr std::size_t longest_line = 64 << 10;  // bytes
    static constexpr std::size_t most_waiting = 256 << 10; // bytes, beyond which nothing is added
    static constexpr Duration patience = std::chrono::seconds{10};

    Connection(EventLoop& loop, Fd peer, Events events);
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    ~Connection() { close(); }

    void send(std::string_view line);
    /// Are earlier lines still to be read?
    [[nodiscard]] bool busy() const { return !queue_.empty(); }
    /// It went or was dropped; the object is of no use any more.
    [[nodiscard]] bool closed() const { return !peer_; }

private:
    void on_ready(std::uint32_t mask);
    void read();
    void write();
    void watch();
    void drop();
    void close();

    EventLoop& loop_;
    Fd peer_;
    Events events_;
    LineReader reader_{longest_line};
    LineQueue queue_{most_waiting};
    bool ended_ = false; // it says nothing more, but may be reading
    Timer patience_;     // armed while it has something to read
    wl_event_source* source_ = nullptr;
};

} // namespace vitrail
