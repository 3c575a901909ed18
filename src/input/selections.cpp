#include "input/selections.hpp"

#include <utility>

namespace vitrail {

namespace {

constexpr std::uint32_t ext_data_control_version = 1;

} // namespace

Selections::Selections(wl_display& display, EventLoop& loop, wlr_seat& seat) : seat_{seat}, kept_{loop, seat}
{
    wlr_data_device_manager_create(&display);
    wlr_primary_selection_v1_device_manager_create(&display);
    wlr_ext_data_control_manager_v1_create(&display, ext_data_control_version);
    wlr_data_control_manager_v1_create(&display);
    clipboard_.connect<&Selections::on_clipboard>(this, seat.events.request_set_selection);
    primary_.connect<&Selections::on_primary>(this, seat.events.request_set_primary_selection);
}

/// Who sets nothing takes back what was there.
void Selections::on_clipboard(wlr_seat_request_set_selection_event* event)
{
    bool const died = dead_ && std::exchange(dead_, nullptr) == seat_.selection_source;
    auto const x11_secret = std::exchange(x11_secret_, std::nullopt);
    if (event->source && x11_secret)
        kept_.expect_x11(*event->source, *x11_secret);
    if (!event->source && !died)
        kept_.forget();
    wlr_seat_set_selection(&seat_, event->source, event->serial);
}

void Selections::on_primary(wlr_seat_request_set_primary_selection_event* event)
{
    wlr_seat_set_primary_selection(&seat_, event->source, event->serial);
}

} // namespace vitrail
