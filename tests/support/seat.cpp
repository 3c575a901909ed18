#include "seat.hpp"

#include "until.hpp"

#include <cstdarg> // libseat.h uses it and does not say so
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

extern "C" {
#include <libseat.h>
}

namespace vitrail::test {

namespace {

libseat_seat_listener const listener{
    .enable_seat = [](libseat*, void* active) { *static_cast<bool*>(active) = true; },
    .disable_seat =
        [](libseat* seat, void* active) {
            *static_cast<bool*>(active) = false;
            libseat_disable_seat(seat);
        },
};

} // namespace

Seatd::Seatd()
    : process_{{"seatd"}, {{"SEATD_VTBOUND", "0"}}}
{
    if (!until([] { return std::filesystem::exists("/run/seatd.sock"); }))
        throw std::runtime_error{"seatd does not start: " + process_.output()};
    setenv("LIBSEAT_BACKEND", "seatd", 1);
}

Seatd::~Seatd() { setenv("LIBSEAT_BACKEND", "builtin", 1); }

SeatClient::SeatClient(Waiting)
    : seat_{libseat_open_seat(&listener, &active_)}
{
    if (!seat_)
        throw std::runtime_error{"no seat: does seatd run?"};
}

SeatClient::SeatClient()
    : SeatClient{Waiting{}}
{
    if (!until([this] { return active(); }, std::chrono::seconds{2}))
        throw std::runtime_error{"the seat does not become ours"};
}

SeatClient::~SeatClient()
{
    libseat_close_seat(seat_);
}

bool SeatClient::active()
{
    libseat_dispatch(seat_, 0);
    return active_;
}

Fd SeatClient::open(char const* path) const
{
    int fd = -1;
    if (libseat_open_device(seat_, path, &fd) < 0)
        throw std::runtime_error{std::string{"libseat cannot open "} + path};
    return Fd{fd};
}

void SeatClient::switch_to(int session) const
{
    if (libseat_switch_session(seat_, session) != 0)
        throw std::runtime_error{"libseat cannot switch sessions"};
}

} // namespace vitrail::test
