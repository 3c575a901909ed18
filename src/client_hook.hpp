#pragma once

#include <wayland-server-core.h>

namespace vitrail {

/// Listens to something that libwayland gives no wl_signal for (a client that comes, makes an object or goes): whoever adds
/// `listener` there is called with it, and finds `Owner` by `of`. Unlinks itself.
///
/// Standard layout with the listener first: libwayland hands that back.
template <class Owner> struct ClientHook {
    wl_listener listener{};
    Owner* owner = nullptr;

    ClientHook(Owner& of, wl_notify_func_t call) : owner{&of}
    {
        listener.notify = call;
        wl_list_init(&listener.link); // until somebody adds it
    }
    ClientHook(ClientHook const&) = delete;
    ClientHook& operator=(ClientHook const&) = delete;
    ~ClientHook() { wl_list_remove(&listener.link); }

    [[nodiscard]] static Owner& of(wl_listener* listener) { return *reinterpret_cast<ClientHook*>(listener)->owner; }
};

} // namespace vitrail
