/// A session that is paused and resumed, by libseat and libdrm alone. It needs no virtual terminal: a seatd that is
/// bound to none, and a second client to switch to.

#include "device.hpp"
#include "until.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

extern "C" {
#include <libseat.h> // does not say so itself
}

namespace vitrail::test {
namespace {

/// One client of seatd.
class Seat {
public:
    Seat()
        : seat_{libseat_open_seat(&listener, this)}
    {
        REQUIRE(seat_);
        REQUIRE(until([this] { return active(); }, std::chrono::seconds{2}));
    }
    struct Waiting { };
    /// Does not wait for the seat, because another has it.
    explicit Seat(Waiting)
        : seat_{libseat_open_seat(&listener, this)}
    {
        REQUIRE(seat_);
    }
    ~Seat() { libseat_close_seat(seat_); }
    Seat(Seat const&) = delete;
    Seat& operator=(Seat const&) = delete;

    bool active()
    {
        libseat_dispatch(seat_, 0);
        return active_;
    }
    [[nodiscard]] Fd open(char const* path) const
    {
        int fd = -1;
        REQUIRE(libseat_open_device(seat_, path, &fd) >= 0);
        return Fd{fd};
    }
    void switch_to(int session) { REQUIRE(libseat_switch_session(seat_, session) == 0); }

private:
    static void enabled(libseat*, void* self) { static_cast<Seat*>(self)->active_ = true; }
    static void disabled(libseat* seat, void* self)
    {
        static_cast<Seat*>(self)->active_ = false;
        libseat_disable_seat(seat);
    }
    static constexpr libseat_seat_listener listener{.enable_seat = enabled, .disable_seat = disabled};

    bool active_ = false;
    libseat* seat_;
};

TEST_CASE("a session loses the display and gets it back 50 times")
{
    make_device({});
    Process seatd{{"seatd"}, {{"SEATD_VTBOUND", "0"}}};
    REQUIRE(until([] { return std::filesystem::exists("/run/seatd.sock"); }));
    setenv("LIBSEAT_BACKEND", "seatd", 1);

    Seat ours;
    Kms kms{ours.open("/dev/dri/card0")};
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    REQUIRE(kms.light_up(picture) == 0);
    Seat other{Seat::Waiting{}};
    for (int i = 0; i < 50; ++i) {
        ours.switch_to(2);
        REQUIRE(until([&] { return !ours.active() && other.active(); }));
        REQUIRE(KmsRequest{kms}.show(kms.primary(), picture).commit() == -EACCES);
        other.switch_to(1);
        REQUIRE(until([&] { return !other.active() && ours.active(); }));
        REQUIRE(KmsRequest{kms}.show(kms.primary(), picture).commit() == 0);
    }
}

} // namespace
} // namespace vitrail::test
