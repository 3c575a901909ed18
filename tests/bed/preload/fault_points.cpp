/// A preload that lets one call of a program to the world below fail, chosen by a test while the program runs.
///
/// $VITRAIL_FAULT_PLAN names the file of a FaultPlan (tests/support/fault_plan.hpp), which both sides map. What fails, fails
/// as the real thing does: it does nothing, and gives its own word for that with errno set.

#include "fault_plan.hpp"

#include "base/wlr.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <gbm.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#define EXPORTED [[gnu::visibility("default")]]

namespace {

using vitrail::test::FaultPlan;
using vitrail::test::FaultPoint;

/// The next definition of NAME, which is the real one.
#define REAL(name) (*[] { static auto* const next = reinterpret_cast<decltype(&::name)>(dlsym(RTLD_NEXT, #name)); return next; }())

FaultPlan* open_plan()
{
    char const* const file = std::getenv("VITRAIL_FAULT_PLAN");
    int const fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return nullptr;
    void* const memory = REAL(mmap)(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return memory == MAP_FAILED ? nullptr : static_cast<FaultPlan*>(memory);
}

FaultPlan* plan = nullptr;
[[gnu::constructor]] void begin() { plan = open_plan(); }

/// Is it this call's turn to fail? Sets errno then.
bool fails(FaultPoint point)
{
    if (!plan)
        return false;
    ++plan->calls[std::size_t(point)];
    if (plan->point != unsigned(point) || plan->times == 0)
        return false;
    int const left = --plan->countdown;
    if (left > 0 || left <= -plan->times)
        return false;
    ++plan->failed;
    errno = plan->error;
    return true;
}

/// Whose own calls do not fail, because no user of theirs could prevent what comes then: Mesa's software driver reads what it could
/// not map, in code that it makes at run time; libinput 1.31 frees twice what it begins without a timer.
bool crashes_by_itself(void const* caller)
{
    Dl_info where{};
    if (!dladdr(caller, &where) || !where.dli_fname)
        return false;
    return std::strstr(where.dli_fname, "libgallium") || std::strstr(where.dli_fname, "libinput");
}

/// What a request to the kernel is about; `fault_points` for what does not fail here.
FaultPoint point_of(unsigned long request, void const* argument)
{
    switch (request) {
    case DRM_IOCTL_MODE_ATOMIC:
        return static_cast<drm_mode_atomic const*>(argument)->flags & DRM_MODE_ATOMIC_TEST_ONLY ? FaultPoint::AtomicTest
                                                                                               : FaultPoint::AtomicCommit;
    case DRM_IOCTL_MODE_ADDFB:
    case DRM_IOCTL_MODE_ADDFB2:            return FaultPoint::AddFramebuffer;
    case DRM_IOCTL_PRIME_FD_TO_HANDLE:     return FaultPoint::ImportBuffer;
    case DRM_IOCTL_PRIME_HANDLE_TO_FD:     return FaultPoint::ExportBuffer;
    case DRM_IOCTL_MODE_CREATE_DUMB:
    case DRM_IOCTL_MODE_MAP_DUMB:          return FaultPoint::DumbBuffer;
    case DRM_IOCTL_MODE_CREATEPROPBLOB:    return FaultPoint::PropertyBlob;
    case DRM_IOCTL_SYNCOBJ_CREATE:
    case DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE:
    case DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD:
    case DRM_IOCTL_SYNCOBJ_TRANSFER:
    case DRM_IOCTL_SYNCOBJ_EVENTFD:
    case DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT:
    case DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL: return FaultPoint::SyncObject;
    default:                               return FaultPoint(vitrail::test::fault_points);
    }
}

void lost(int, unsigned, unsigned, unsigned, void*) { }
void lost2(int, unsigned, unsigned, unsigned, unsigned, void*) { }

PFNEGLCREATEIMAGEKHRPROC real_create_image = nullptr;

EGLImageKHR EGLAPIENTRY create_image(EGLDisplay display, EGLContext context, EGLenum target, EGLClientBuffer buffer,
                                     EGLint const* attributes)
{
    return fails(FaultPoint::EglImage) ? EGL_NO_IMAGE_KHR : real_create_image(display, context, target, buffer, attributes);
}

} // namespace

extern "C" {

// ---- The kernel -------------------------------------------------------------------------------------------------------

EXPORTED int ioctl(int fd, unsigned long request, ...) noexcept
{
    va_list arguments;
    va_start(arguments, request);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    auto const point = point_of(request, argument);
    if (std::size_t(point) < vitrail::test::fault_points && fails(point))
        return -1;
    return REAL(ioctl)(fd, request, argument);
}

EXPORTED int drmHandleEvent(int fd, drmEventContextPtr context)
{
    if (!fails(FaultPoint::FlipEvent))
        return REAL(drmHandleEvent)(fd, context);
    drmEventContext deaf = *context;
    deaf.page_flip_handler = lost;
    deaf.page_flip_handler2 = lost2;
    return REAL(drmHandleEvent)(fd, &deaf);
}

EXPORTED ssize_t sendmsg(int fd, msghdr const* message, int flags)
{
    return fails(FaultPoint::Send) ? -1 : REAL(sendmsg)(fd, message, flags);
}

EXPORTED ssize_t recvmsg(int fd, msghdr* message, int flags)
{
    return fails(FaultPoint::Receive) ? -1 : REAL(recvmsg)(fd, message, flags);
}

EXPORTED void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) noexcept
{
    bool const ours = fd >= 0 && !crashes_by_itself(__builtin_return_address(0));
    return ours && fails(FaultPoint::Map) ? MAP_FAILED : REAL(mmap)(at, size, protection, flags, fd, offset);
}

EXPORTED int memfd_create(char const* name, unsigned flags) noexcept
{
    return fails(FaultPoint::MemoryFile) ? -1 : REAL(memfd_create)(name, flags);
}

EXPORTED int shm_open(char const* name, int flags, mode_t mode)
{
    return fails(FaultPoint::MemoryFile) ? -1 : REAL(shm_open)(name, flags, mode);
}

EXPORTED int fcntl(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    void* const argument = va_arg(arguments, void*);
    va_end(arguments);
    if (command == F_DUPFD_CLOEXEC && !crashes_by_itself(__builtin_return_address(0)) && fails(FaultPoint::Duplicate))
        return -1;
    return REAL(fcntl)(fd, command, argument);
}

EXPORTED int dup(int fd) noexcept
{
    bool const ours = !crashes_by_itself(__builtin_return_address(0));
    return ours && fails(FaultPoint::Duplicate) ? -1 : REAL(dup)(fd);
}

EXPORTED int timerfd_create(int clock, int flags) noexcept
{
    bool const ours = !crashes_by_itself(__builtin_return_address(0));
    return ours && fails(FaultPoint::Timer) ? -1 : REAL(timerfd_create)(clock, flags);
}

EXPORTED int eventfd(unsigned count, int flags) noexcept
{
    return fails(FaultPoint::Timer) ? -1 : REAL(eventfd)(count, flags);
}

/// libinput 1.31 frees its context twice when the first thing cannot be watched, which nobody above it can help.
bool is_libinput(void const* caller)
{
    Dl_info library{};
    return dladdr(caller, &library) != 0 && library.dli_fname && std::strstr(library.dli_fname, "libinput");
}

EXPORTED int epoll_ctl(int set, int operation, int fd, epoll_event* event) noexcept
{
    bool const counts = operation == EPOLL_CTL_ADD && !is_libinput(__builtin_return_address(0));
    return counts && fails(FaultPoint::Watch) ? -1 : REAL(epoll_ctl)(set, operation, fd, event);
}

// ---- Libraries --------------------------------------------------------------------------------------------------------

EXPORTED gbm_bo* gbm_bo_create_with_modifiers2(gbm_device* gbm, uint32_t width, uint32_t height, uint32_t format,
                                               uint64_t const* modifiers, unsigned count, uint32_t flags)
{
    return fails(FaultPoint::GbmBuffer) ? nullptr
                                        : REAL(gbm_bo_create_with_modifiers2)(gbm, width, height, format, modifiers, count, flags);
}

EXPORTED gbm_bo* gbm_bo_create_with_modifiers(gbm_device* gbm, uint32_t width, uint32_t height, uint32_t format,
                                              uint64_t const* modifiers, unsigned count)
{
    return fails(FaultPoint::GbmBuffer) ? nullptr : REAL(gbm_bo_create_with_modifiers)(gbm, width, height, format, modifiers, count);
}

EXPORTED gbm_bo* gbm_bo_create(gbm_device* gbm, uint32_t width, uint32_t height, uint32_t format, uint32_t flags)
{
    return fails(FaultPoint::GbmBuffer) ? nullptr : REAL(gbm_bo_create)(gbm, width, height, format, flags);
}

EXPORTED __eglMustCastToProperFunctionPointerType EGLAPIENTRY eglGetProcAddress(char const* name)
{
    auto* const found = REAL(eglGetProcAddress)(name);
    if (!found || std::strcmp(name, "eglCreateImageKHR") != 0)
        return found;
    real_create_image = reinterpret_cast<PFNEGLCREATEIMAGEKHRPROC>(found);
    return reinterpret_cast<__eglMustCastToProperFunctionPointerType>(create_image);
}

EXPORTED EGLBoolean EGLAPIENTRY eglMakeCurrent(EGLDisplay display, EGLSurface draw, EGLSurface read, EGLContext context)
{
    bool const letting_go = context == EGL_NO_CONTEXT;
    return !letting_go && fails(FaultPoint::EglCurrent) ? EGLBoolean{EGL_FALSE} : REAL(eglMakeCurrent)(display, draw, read, context);
}

EXPORTED wlr_buffer* wlr_allocator_create_buffer(wlr_allocator* allocator, int width, int height, wlr_drm_format const* format)
{
    return fails(FaultPoint::Buffer) ? nullptr : REAL(wlr_allocator_create_buffer)(allocator, width, height, format);
}

EXPORTED wlr_buffer* wlr_swapchain_acquire(wlr_swapchain* swapchain)
{
    return fails(FaultPoint::Swapchain) ? nullptr : REAL(wlr_swapchain_acquire)(swapchain);
}

EXPORTED wlr_texture* wlr_texture_from_buffer(wlr_renderer* renderer, wlr_buffer* buffer)
{
    return fails(FaultPoint::Texture) ? nullptr : REAL(wlr_texture_from_buffer)(renderer, buffer);
}

EXPORTED wlr_render_pass* wlr_renderer_begin_buffer_pass(wlr_renderer* renderer, wlr_buffer* buffer,
                                                         wlr_buffer_pass_options const* options)
{
    return fails(FaultPoint::RenderPass) ? nullptr : REAL(wlr_renderer_begin_buffer_pass)(renderer, buffer, options);
}

EXPORTED wl_resource* wl_resource_create(wl_client* client, wl_interface const* interface, int version, uint32_t id)
{
    return fails(FaultPoint::Resource) ? nullptr : REAL(wl_resource_create)(client, interface, version, id);
}
}
