#pragma once

#include "base/event_loop.hpp"
#include "base/result.hpp"
#include "base/unix_listener.hpp"

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

struct wl_client;
struct wl_display;

namespace vitrail {

/// A Wayland socket of its own for one application: whoever comes through it is that application, however many processes
/// it has and whatever they are called.
class ClientDoor {
public:
    /// Opens `name` in XDG_RUNTIME_DIR. `leaving`: a client's connection is over; its windows are still there.
    [[nodiscard]] static Result<std::unique_ptr<ClientDoor>> open(wl_display& display, EventLoop& loop, std::string name,
                                                                  std::function<void(wl_client&)> leaving);
    ~ClientDoor();
    ClientDoor(ClientDoor const&) = delete;
    ClientDoor& operator=(ClientDoor const&) = delete;

    /// For WAYLAND_DISPLAY.
    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] bool has(wl_client const* client) const;
    /// Ends all connections that came through it.
    void expel();

private:
    struct Guest;

    ClientDoor(wl_display& display, std::string name, std::function<void(wl_client&)> leaving);
    void admit(Fd peer);
    void forget(Guest const& guest);

    wl_display& display_;
    std::string name_;
    std::function<void(wl_client&)> leaving_;
    std::list<Guest> guests_;
    std::unique_ptr<UnixListener> listener_;
};

} // namespace vitrail
