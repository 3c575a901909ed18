#include "kiosk/client_door.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <wayland-server-core.h>

namespace vitrail {

/// Standard layout with the listener first: libwayland hands it back.
struct ClientDoor::Guest {
    wl_listener gone{};
    ClientDoor* door = nullptr;
    wl_client* client = nullptr;
};

ClientDoor::ClientDoor(wl_display& display, std::string name, std::function<void(wl_client&)> leaving)
    : display_{display}, name_{std::move(name)}, leaving_{std::move(leaving)}
{
}

ClientDoor::~ClientDoor()
{
    for (auto& guest : guests_)
        wl_list_remove(&guest.gone.link);
}

Result<std::unique_ptr<ClientDoor>> ClientDoor::open(wl_display& display, EventLoop& loop, std::string name,
                                                     std::function<void(wl_client&)> leaving)
{
    char const* folder = std::getenv("XDG_RUNTIME_DIR");
    if (!folder || !*folder)
        return fail("no-socket", "no socket for an application: XDG_RUNTIME_DIR is not set");
    std::unique_ptr<ClientDoor> out{new ClientDoor{display, std::move(name), std::move(leaving)}};
    auto listener = UnixListener::open(loop, std::filesystem::path{folder} / out->name_,
                                       [door = out.get()](Fd peer) { door->admit(std::move(peer)); });
    if (!listener)
        return std::unexpected{listener.error()};
    out->listener_ = std::move(*listener);
    return out;
}

void ClientDoor::admit(Fd peer)
{
    auto* client = wl_client_create(&display_, peer.get());
    if (!client)
        return;
    static_cast<void>(peer.release()); // the client's now
    auto& guest = guests_.emplace_back();
    guest.door = this;
    guest.client = client;
    guest.gone.notify = [](wl_listener* listener, void*) {
        auto& which = *reinterpret_cast<Guest*>(listener);
        which.door->leaving_(*which.client);
        which.door->forget(which);
    };
    wl_client_add_destroy_listener(client, &guest.gone); // called before its objects go
}

void ClientDoor::forget(Guest const& guest)
{
    std::erase_if(guests_, [&](Guest const& each) { return &each == &guest; });
}

bool ClientDoor::has(wl_client const* client) const
{
    return std::ranges::any_of(guests_, [&](Guest const& each) { return each.client == client; });
}

void ClientDoor::expel()
{
    while (!guests_.empty())
        wl_client_destroy(guests_.front().client);
}

} // namespace vitrail
