// A program whose drmModeAtomicCommit is libdrm's: what plane injection finds where it does not work.

#include "../bed/device.hpp"
#include "direct.hpp"

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("where wlroots' requests do not come through us, all is composed and nothing fails")
{
    make_device({{"VKMS_MODE", "320x240@60"}});
    DirectDisplays displays;
    auto& d = displays.at();
    CHECK(overlays(d).empty());
    CHECK(d.caps().find(PlaneType::Cursor));
    Hand frame{d, DumbBuffer::painted({320, 240}, DRM_FORMAT_ARGB8888, 0xff0000ff)};
    CHECK(frame.test() == TestAnswer::Allowed);
    CHECK(displays.show(d, frame.frame));
}
