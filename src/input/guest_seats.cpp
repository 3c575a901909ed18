#include "input/guest_seats.hpp"

#include <algorithm>
#include <format>

namespace vitrail {

namespace {

// More than anybody needs; each is a global that every program is told of.
constexpr std::size_t most_guests = 16;

} // namespace

GuestSeats::GuestSeats(
    wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout, wlr_seat& host,
    std::function<void()> active)
    : display_{display}
    , loop_{loop}
    , scene_{scene}
    , layout_{layout}
    , host_{host}
    , active_{std::move(active)}
{
    request_.connect<&GuestSeats::on_request>(this, wlr_transient_seat_manager_v1_create(&display)->events.create_seat);
}

GuestSeats::~GuestSeats() = default;

void GuestSeats::on_request(wlr_transient_seat_v1* request)
{
    if (seats_.size() >= most_guests)
        return wlr_transient_seat_v1_deny(request);
    auto const name = std::format("guest-{}", ++last_number_);
    auto const gone = [this, name] {
        std::erase_if(seats_, [&](auto const& seat) { return seat->c().name == name; });
    };
    auto const focused = [this] { return host_.keyboard_state.focused_surface; };
    seats_.push_back(std::make_unique<GuestSeat>(display_, loop_, scene_, layout_, name,
        GuestSeat::Events{.active = active_, .focused = focused, .gone = gone}));
    wlr_transient_seat_v1_ready(request, &seats_.back()->c());
}

GuestSeat* GuestSeats::find(wlr_seat const* seat) const
{
    auto const found = std::ranges::find(seats_, seat, [](auto const& guest) -> wlr_seat const* { return &guest->c(); });
    return found == seats_.end() ? nullptr : found->get();
}

void GuestSeats::look_again()
{
    for (auto const& seat : seats_)
        seat->look_again();
}

} // namespace vitrail
