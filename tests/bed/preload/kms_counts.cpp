/// A preload that counts what a program asks the kernel's display: tests, commits, mode sets.
///
/// $VITRAIL_KMS_COUNTS names a folder. Each process that uses a display writes its counts (KmsCounts of
/// tests/support/kms_counts.hpp) into a file there, called like its process number, as they happen: others read it while
/// the program runs. Works in any program, since all of them reach the kernel by ioctl.

#include "kms_counts.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

namespace {

using vitrail::test::KmsCounts;

/// The file of this process, made at the first count; null where nobody wants to know.
KmsCounts* counts()
{
    static pid_t owner = 0; // a child of fork has a file of its own
    static KmsCounts* mapped = nullptr;
    char const* const folder = std::getenv("VITRAIL_KMS_COUNTS");
    if (owner == getpid() || !folder)
        return mapped;
    owner = getpid();
    mapped = nullptr;
    auto const file = std::string{folder} + '/' + std::to_string(owner);
    int const fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return nullptr;
    if (ftruncate(fd, sizeof(KmsCounts)) == 0)
        if (void* const m = mmap(nullptr, sizeof(KmsCounts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); m != MAP_FAILED)
            mapped = static_cast<KmsCounts*>(m);
    close(fd);
    return mapped;
}

std::uint64_t cpu_time()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return std::uint64_t(used.tv_sec) * 1'000'000'000 + std::uint64_t(used.tv_nsec);
}

void count_atomic(KmsCounts& c, drm_mode_atomic const& request, bool failed)
{
    c.cpu_ns = cpu_time();
    if (request.flags & DRM_MODE_ATOMIC_TEST_ONLY) {
        ++c.tests;
        c.tests_refused += failed;
        return;
    }
    bool const modeset = request.flags & DRM_MODE_ATOMIC_ALLOW_MODESET;
    ++c.commits;
    c.commits_failed += failed;
    c.modesets += modeset;
    c.modesets_failed += modeset && failed;
}

} // namespace

extern "C" [[gnu::visibility("default")]] int ioctl(int fd, unsigned long request, ...) noexcept
{
    static auto* const real = reinterpret_cast<int (*)(int, unsigned long, ...)>(dlsym(RTLD_NEXT, "ioctl"));
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    int const result = real(fd, request, argument);
    int const error = errno;
    switch (request) {
    case DRM_IOCTL_MODE_ATOMIC:
        if (auto* const c = counts(); c && !(result != 0 && (error == EINTR || error == EAGAIN))) // libdrm asks again
            count_atomic(*c, *static_cast<drm_mode_atomic*>(argument), result != 0);
        break;
    case DRM_IOCTL_MODE_PAGE_FLIP:
    case DRM_IOCTL_MODE_SETCRTC:
    case DRM_IOCTL_MODE_CURSOR:
    case DRM_IOCTL_MODE_CURSOR2:
        if (auto* const c = counts())
            ++c->legacy, c->cpu_ns = cpu_time();
        break;
    default:
        break;
    }
    errno = error;
    return result;
}
