/// The knobs that make the display refuse, by libdrm alone: without them no test of a fallback means anything.

#include "crc.hpp"
#include "device.hpp"
#include "knob.hpp"

#include <cerrno>
#include <xf86drm.h>

namespace vitrail::test {
namespace {

TEST_CASE("scaling is refused until the limits allow it, and then equals a scaled picture")
{
    Display d;
    d.small.paint([](int x, int y) { return 0xff000000u | std::uint32_t(x) << 18 | std::uint32_t(y) << 2; });
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 128, 128).test() == -ERANGE);

    Knob const enlarge{"min_scale", "32768"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 129, 128).test() == -ERANGE);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small, 8, 8, 128, 128).commit() == 0);
    auto const scaled = crc_now();

    KmsBuffer large{d.kms, 128, 128, DRM_FORMAT_ARGB8888};
    large.paint([](int x, int y) { return 0xff000000u | std::uint32_t(x / 2) << 18 | std::uint32_t(y / 2) << 2; });
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, large, 8, 8).commit() == 0);
    CHECK(crc_now() == scaled);
}

TEST_CASE("no more planes together than the limit")
{
    Display d;
    Knob const limit{"max_planes", "2"};
    KmsBuffer other{d.kms, 64, 64, DRM_FORMAT_XRGB8888};
    auto const second = d.kms.overlay(1);
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).show(second, other, 100).test() == -EINVAL);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == 0);
    CHECK(KmsRequest{d.kms}.show(second, other, 100).commit() == -EINVAL);
    CHECK(KmsRequest{d.kms}.hide(d.overlay).show(second, other, 100).commit() == 0);
}

TEST_CASE("a commit fails n times after its test passed, and then works")
{
    Display d;
    Knob const fail{"fail_commit", "2"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    CHECK(request.test() == 0);
    CHECK(request.commit() == -EINVAL);
    CHECK(request.commit() == -EINVAL);
    CHECK(request.commit() == 0);
    CHECK(fail.value() == "0");
}

TEST_CASE("commits fail for ever while the knob is -1")
{
    Display d;
    Knob const fail{"fail_commit", "-1"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    for (int i = 0; i < 10; ++i)
        CHECK(request.commit() == -EINVAL);
    CHECK(request.test() == 0);
}

TEST_CASE("tests fail n times while the knob says so")
{
    Display d;
    Knob const fail{"fail_test", "1"};
    KmsRequest request{d.kms};
    request.show(d.overlay, d.small);
    CHECK(request.test() == -EINVAL);
    CHECK(request.test() == 0);
}

TEST_CASE("a failure can be limited to more than n planes, so that the fallback lives")
{
    Display d;
    Knob const more{"fail_over_planes", "1"};
    Knob const fail{"fail_commit", "-1"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.primary, d.background).commit() == 0);
}

TEST_CASE("a failure can be limited to one format")
{
    Display d;
    Knob const format{"fail_format", "NV12"};
    Knob const fail{"fail_test", "-1"};
    KmsBuffer video{d.kms, 64, 64, DRM_FORMAT_NV12};
    CHECK(KmsRequest{d.kms}.show(d.overlay, video).test() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).test() == 0);
}

TEST_CASE("a failure has the errno that the knob names")
{
    Display d;
    Knob const number{"fail_errno", std::to_string(EBUSY)};
    Knob const fail{"fail_commit", "1"};
    CHECK(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == -EBUSY);
}

TEST_CASE("async flips are taken for a new buffer on the primary, and refused for a plane that moves")
{
    Display d;
    constexpr auto async = DRM_MODE_PAGE_FLIP_ASYNC | DRM_MODE_ATOMIC_NONBLOCK;
    KmsBuffer next{d.kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", next.fb()).test(async) == 0);
    REQUIRE(KmsRequest{d.kms}.show(d.overlay, d.small).commit() == 0);
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", next.fb()).set(d.overlay, "CRTC_X", 9).test(async) == -EINVAL);
}

TEST_CASE("a device can have no async flips")
{
    Display d{{{"VKMS_ASYNC_FLIP", "0"}}};
    std::uint64_t can = 1;
    CHECK(drmGetCap(d.kms.fd(), DRM_CAP_ATOMIC_ASYNC_PAGE_FLIP, &can) == 0);
    CHECK(can == 0);
    CHECK(KmsRequest{d.kms}.set(d.primary, "FB_ID", d.background.fb()).test(DRM_MODE_PAGE_FLIP_ASYNC) == -EINVAL);
}

TEST_CASE("each plane has the formats that it was given, and refuses others")
{
    Display d{{{"VKMS_OVERLAY_FORMATS", "XR24"}, {"VKMS_OVERLAY1_FORMATS", "NV12 AR24"}}};
    CHECK(d.kms.formats(d.overlay) == std::vector<std::uint32_t>{DRM_FORMAT_XRGB8888});
    CHECK(d.kms.formats(d.kms.overlay(1)) == std::vector<std::uint32_t>{DRM_FORMAT_NV12, DRM_FORMAT_ARGB8888});
    CHECK(d.kms.formats(d.primary).size() > 20);

    KmsBuffer video{d.kms, 64, 64, DRM_FORMAT_NV12};
    CHECK(KmsRequest{d.kms}.show(d.overlay, video).test() == -EINVAL);
    CHECK(KmsRequest{d.kms}.show(d.kms.overlay(1), video).test() == 0);
}

} // namespace
} // namespace vitrail::test
