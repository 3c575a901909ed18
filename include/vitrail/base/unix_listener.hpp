#pragma once

#include "base/event_loop.hpp"
#include "base/fd.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <functional>
#include <memory>

struct wl_event_source;

namespace vitrail {

/// The file by which programs of the same user reach us; it goes with this object.
class UnixListener {
public:
    /// Opens `path`, readable and writable by its owner alone. A socket that lies there is of a Vitrail that ended badly,
    /// and is replaced: whoever names a path vouches for that. `accepted` gets peers of our own user; others are refused.
    /// Errors: `no-socket`.
    [[nodiscard]] static Result<std::unique_ptr<UnixListener>> open(EventLoop& loop, std::filesystem::path path,
                                                                     std::function<void(Fd)> accepted);
    UnixListener(UnixListener const&) = delete;
    UnixListener& operator=(UnixListener const&) = delete;
    ~UnixListener();

private:
    UnixListener(EventLoop& loop, Fd listening, std::filesystem::path path, std::function<void(Fd)> accepted);
    void on_peer();
    void listen_again();

    EventLoop& loop_;
    Fd listening_;
    std::filesystem::path path_;
    std::function<void(Fd)> accepted_;
    Timer pause_; // without descriptors to spare, peers wait
    wl_event_source* source_ = nullptr;
};

} // namespace vitrail
