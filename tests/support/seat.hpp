#pragma once

#include "base/fd.hpp"

struct libseat;

namespace vitrail::test {

/// Another session on the same seat: a client of seatd that needs no virtual terminal (SEATD_VTBOUND=0).
class SeatClient {
public:
    /// Opens the seat and waits until it is ours. Throws std::runtime_error when it cannot.
    SeatClient();
    struct Waiting { };
    /// Does not wait for the seat, because another has it.
    explicit SeatClient(Waiting);
    ~SeatClient();
    SeatClient(SeatClient const&) = delete;
    SeatClient& operator=(SeatClient const&) = delete;

    /// Is the seat ours now?
    [[nodiscard]] bool active();
    [[nodiscard]] Fd open(char const* path) const;
    /// Gives the seat to another session; they are numbered from 1 in the order in which they came.
    void switch_to(int session) const;

private:
    bool active_ = false;
    libseat* seat_;
};

} // namespace vitrail::test
