#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/guest_seat.hpp"
#include "scene/scene.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace vitrail {

/// Seats for programs that bring hands of their own, as a server of remote views does (ext-transient-seat-v1).
class GuestSeats {
public:
    /// `active` is called whenever something is done on one of them. `host`: of the person at the machine.
    GuestSeats(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout, wlr_seat& host,
        std::function<void()> active);
    ~GuestSeats();

    /// Null: it is none of them.
    [[nodiscard]] GuestSeat* find(wlr_seat const* seat) const;
    /// What is shown may be something else now.
    void look_again();

private:
    void on_request(wlr_transient_seat_v1* request);

    wl_display& display_;
    EventLoop& loop_;
    Scene& scene_;
    wlr_output_layout& layout_;
    wlr_seat& host_;
    std::function<void()> active_;
    std::vector<std::unique_ptr<GuestSeat>> seats_;
    unsigned last_number_ = 0;
    Slot<wlr_transient_seat_v1> request_;
};

} // namespace vitrail
