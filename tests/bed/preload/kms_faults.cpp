/// A preload that makes the kernel's display unreliable for the program that it is loaded into.
///
/// $VITRAIL_KMS_FAULTS names a folder with small text files, read at each call, so that a test changes them while the
/// program runs; each holds how often the fault happens (a number, -1: always):
///
///   lose_flips    drmHandleEvent: the event of a finished page flip never arrives
///   busy_commits  drmModeAtomicCommit: EBUSY, but not to a test (TEST_ONLY), as when an earlier flip is still pending
///
/// A program that defines drmModeAtomicCommit itself reaches this one behind its own.

#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <string>
#include <xf86drm.h>
#include <xf86drmMode.h>

namespace {

/// Is it time for this fault? Counts it.
bool due(char const* fault)
{
    char const* const folder = std::getenv("VITRAIL_KMS_FAULTS");
    if (!folder)
        return false;
    auto const file = std::string{folder} + '/' + fault;
    int count = 0;
    if (!(std::ifstream{file} >> count) || count == 0)
        return false;
    if (count > 0)
        std::ofstream{file} << count - 1 << '\n';
    return true;
}

template <class Function> Function* real(char const* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void lost(int, unsigned, unsigned, unsigned, void*) { }
void lost2(int, unsigned, unsigned, unsigned, unsigned, void*) { }

} // namespace

extern "C" {

[[gnu::visibility("default")]] int drmHandleEvent(int fd, drmEventContextPtr context)
{
    auto* const handle = real<int(int, drmEventContextPtr)>("drmHandleEvent");
    if (!due("lose_flips"))
        return handle(fd, context);
    drmEventContext deaf = *context;
    deaf.page_flip_handler = lost;
    deaf.page_flip_handler2 = lost2;
    return handle(fd, &deaf);
}

[[gnu::visibility("default")]] int drmModeAtomicCommit(
    int fd, drmModeAtomicReqPtr request, std::uint32_t flags, void* data)
{
    if (!(flags & DRM_MODE_ATOMIC_TEST_ONLY) && due("busy_commits"))
        return -EBUSY;
    return real<int(int, drmModeAtomicReqPtr, std::uint32_t, void*)>("drmModeAtomicCommit")(fd, request, flags, data);
}
}
