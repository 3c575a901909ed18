#pragma once

#include "base/fd.hpp"
#include "process.hpp"

struct libseat;

namespace vitrail::test {

/// A seat of the test's own: a seatd that is bound to no virtual terminal. While it lives, everything in this process and
/// its children that opens the seat asks it.
class Seatd {
public:
    /// Returns when it answers. Throws std::runtime_error when it does not.
    Seatd();
    ~Seatd();
    Seatd(Seatd const&) = delete;
    Seatd& operator=(Seatd const&) = delete;

private:
    Process process_;
};

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
