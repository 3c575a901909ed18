// A program whose drmModeAtomicCommit is libdrm's: what plane injection finds where it does not work.

#include "plane_device.hpp"

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("where wlroots' requests do not come through us, all is composed and nothing fails")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    CHECK(overlays(d).empty());
    CHECK(d.caps().find(PlaneType::Cursor));
    Hand frame{d, painted(blue)};
    CHECK(frame.test() == TestAnswer::Allowed);
    CHECK(displays.show(d, frame.frame));
}
