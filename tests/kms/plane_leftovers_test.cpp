// What another program left on planes, and what Vitrail leaves.

#include "knob.hpp"
#include "plane_device.hpp"
#include "seat.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <xf86drm.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// Another compositor that was switched away from: its overlays are on, its properties are as it liked them.
struct Predecessor {
    Predecessor()
    {
        picture.paint(0xff00ff00);
        small.paint(0xffffffff);
        REQUIRE(kms.light_up(picture) == 0);
        REQUIRE(KmsRequest{kms}
                    .show(kms.overlay(0), small)
                    .show(kms.overlay(3), small, 100)
                    .set(kms.overlay(0), "alpha", 0x4000)
                    .set(kms.overlay(0), "zpos", 1)
                    .set(kms.overlay(0), "rotation", DRM_MODE_ROTATE_180)
                    .set(kms.primary(), "alpha", 0x8000)
                    .set(kms.primary(), "zpos", 40)
                    .commit()
            == 0);
        drmDropMaster(kms.fd());
    }
    Kms kms;
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    KmsBuffer small{kms, 64, 64, DRM_FORMAT_XRGB8888};
};

bool only_primary() { return planes_on() == 1; }

} // namespace

TEST_CASE("overlays that another program left on are off when Vitrail starts, and nothing else it left is seen")
{
    PlaneDevice const device;
    Predecessor const before;
    REQUIRE(planes_on() == 3);
    DirectDisplays displays;
    auto& d = displays.at();
    CHECK(only_primary());
    Hand frame{d, painted(blue)};
    frame.overlay(0, painted(red, {64, 64}), {30, 20, 64, 64});
    REQUIRE(displays.show(d, frame.frame));
    auto const seen = display_picture();
    CHECK(seen.at(100, 100) == Rgba{0, 0, 255});
    CHECK(seen.at(30, 20) == Rgba{255, 0, 0});
}

TEST_CASE("a display that is switched off and on again shows none of its old overlays")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    Hand frame{d, painted(blue)};
    frame.overlay(0, painted(red, {64, 64}), {30, 20, 64, 64});
    REQUIRE(displays.show(d, frame.frame));
    d.disable();
    CHECK(std::ranges::all_of(kms_state().planes, [](KmsPlane const& p) { return p.fb.id == 0; }));
    REQUIRE(d.enable(std::nullopt));
    CHECK(only_primary());
    CHECK(display_picture().at(40, 30) == Rgba{0, 0, 0});
    CHECK(overlays(d).size() == 4);
}

TEST_CASE("the next session finds no overlays of ours, and on return everything works as before")
{
    PlaneDevice const device;
    Seatd const seatd;
    DirectDisplays displays;
    SeatClient other{SeatClient::Waiting{}};
    for (int i = 0; i < 3; ++i) {
        CAPTURE(i);
        Hand frame{displays.at(), painted(blue)};
        frame.overlay(0, painted(red, {64, 64}), {30, 20, 64, 64});
        REQUIRE(displays.show(displays.at(), frame.frame));
        CHECK(planes_on() == 2);
        displays.change_vt(2);
        REQUIRE(displays.turn_until([&] { return other.active(); }));
        CHECK_FALSE(displays.has("Virtual-1"));
        CHECK(only_primary());
        other.switch_to(1);
        REQUIRE(displays.turn_until([&] { return !other.active() && displays.has("Virtual-1"); }));
        REQUIRE(displays.turn_until([&] { return displays.shown(displays.at()); }));
        CHECK(overlays(displays.at()).size() == 4);
    }
}
