/// The faults that tests preload into a program (preload/kms_faults.cpp). The cases tagged [.preloaded] run in a child
/// of this very program, with the preload; the last case starts it.

#include "kms.hpp"
#include "process.hpp"

#include <cerrno>
#include <cstdlib>
#include <drm_fourcc.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <xf86drm.h>

#include <catch2/catch_test_macros.hpp>

namespace vitrail::test {
namespace {

void set_fault(char const* name, int count)
{
    std::ofstream{std::filesystem::path{std::getenv("VITRAIL_KMS_FAULTS")} / name} << count << '\n';
}

/// Flips to `picture` and reads the event; was the program told?
bool told_of_flip(Kms const& kms, KmsBuffer const& picture)
{
    bool told = false;
    auto* const request = drmModeAtomicAlloc();
    drmModeAtomicAddProperty(request, kms.primary(), kms.property(kms.primary(), "FB_ID"), picture.fb());
    REQUIRE(drmModeAtomicCommit(kms.fd(), request, DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK, &told) == 0);
    drmModeAtomicFree(request);
    pollfd ready{.fd = kms.fd(), .events = POLLIN, .revents = 0};
    REQUIRE(poll(&ready, 1, 1000) == 1);
    drmEventContext context{};
    context.version = 3;
    context.page_flip_handler2
        = [](int, unsigned, unsigned, unsigned, unsigned, void* data) { *static_cast<bool*>(data) = true; };
    REQUIRE(drmHandleEvent(kms.fd(), &context) == 0);
    return told;
}

TEST_CASE("with the preload a flip is lost as often as it says", "[.preloaded]")
{
    Kms kms;
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    REQUIRE(kms.light_up(picture) == 0);
    CHECK(told_of_flip(kms, picture));
    set_fault("lose_flips", 2);
    CHECK_FALSE(told_of_flip(kms, picture));
    CHECK_FALSE(told_of_flip(kms, picture));
    CHECK(told_of_flip(kms, picture));
}

TEST_CASE("with the preload commits are busy as often as it says, and tests are not", "[.preloaded]")
{
    Kms kms;
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    REQUIRE(kms.light_up(picture) == 0);
    KmsRequest request{kms};
    request.show(kms.primary(), picture);
    set_fault("busy_commits", 1);
    CHECK(request.test() == 0);
    CHECK(request.commit() == -EBUSY);
    CHECK(request.commit() == 0);
}

TEST_CASE("flips are lost and commits are busy as a preload says, changed while the program runs")
{
    auto const folder = std::filesystem::temp_directory_path() / "kms-faults";
    std::filesystem::create_directories(folder);
    Process child{{std::filesystem::read_symlink("/proc/self/exe"), "[.preloaded]"},
        {{"LD_PRELOAD", VITRAIL_KMS_FAULTS_LIBRARY}, {"VITRAIL_KMS_FAULTS", folder}}};
    auto const status = child.wait();
    INFO(child.output());
    CHECK(status == 0);
    CHECK(child.output().contains("2 test cases"));
}

} // namespace
} // namespace vitrail::test
