#pragma once

#include "base/client_limits.hpp"
#include "base/idle_call.hpp"
#include "base/slot.hpp"
#include "picture_share.hpp"
#include "selection_requests.hpp"
#include "selection_types.hpp"

#include <list>
#include <memory>

struct wl_display;
struct wlr_compositor;
struct wlr_surface;

namespace vitrail {

/// Ends clients that have more than their share.
///
/// To follow each object as it comes and goes would cost every client something with every frame. So nobody follows
/// them: what a client has is counted when it has made so many objects since the last count that it might be over a
/// limit, and at most once for an eighth of what it had then. That is some steps for each object, however many there
/// are; and a client may be over a limit for so long.
class Quotas {
public:
    /// Holds for all clients, those that are connected included. `display` outlives it.
    Quotas(wl_display& display, MessageLog& messages, ClientLimits const& limits);
    ~Quotas();
    Quotas(Quotas const&) = delete;
    Quotas& operator=(Quotas const&) = delete;

    void configure(ClientLimits const& limits);
    /// Counts what the surfaces of this global have of pictures in shared memory. To be called once, as soon as it is made.
    void count_pictures_of(wlr_compositor& compositor);

private:
    struct Client;
    struct Arrivals;

    void admit(wl_client& client);
    void count_who_is_due();
    void judge(Client& client);
    void on_new_surface(wlr_surface* surface);
    void on_compositor_gone();

    wl_display& display_;
    ClientLimits limits_;
    SelectionTypes selection_types_;
    SelectionRequests selection_requests_;
    PictureShares pictures_;
    std::list<Client> clients_;
    std::unique_ptr<Arrivals> arrivals_;
    Slot<wlr_surface> new_surface_;
    Slot<> compositor_gone_;
    IdleCall count_; // not while an object is being made: it is not whole yet
};

} // namespace vitrail
