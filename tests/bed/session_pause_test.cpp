/// A session that is paused and resumed, by libseat and libdrm alone. It needs no virtual terminal: a seatd that is
/// bound to none, and a second client to switch to.

#include "device.hpp"
#include "seat.hpp"
#include "until.hpp"

#include <cerrno>

namespace vitrail::test {
namespace {

TEST_CASE("a session loses the display and gets it back 50 times")
{
    make_device({});
    Seatd const seatd;
    SeatClient ours;
    Kms kms{ours.open("/dev/dri/card0")};
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    REQUIRE(kms.light_up(picture) == 0);
    SeatClient other{SeatClient::Waiting{}};
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
