// Plane injection: Vitrail's own drmModeAtomicCommit, which wlroots calls in place of libdrm's.
//
// The dynamic linker resolves a symbol to its first definition, and the program comes before its libraries. So this file
// is an object of the program itself: in a static archive nobody would refer to it, and it would not be linked. What it
// adds is in armed_plan.hpp; when nothing is armed it passes on what it gets.
//
// Whether it works is checked at the first mode set (KmsPlanes): where the program is linked in some other way, planes
// beyond the primary and the cursor's are not used, and all else is as ever.

#include "armed_plan.hpp"

#include <cerrno>
#include <dlfcn.h>
#include <xf86drmMode.h>

namespace {

/// libdrm's request with our values behind those that are there, as long as the object lives.
class Appended {
public:
    Appended(drmModeAtomicReq* request, std::span<vitrail::PropertyValue const> values)
        : request_{request}
        , cursor_{drmModeAtomicGetCursor(request)}
    {
        for (auto const& [object, property, value] : values)
            complete_ = complete_ && drmModeAtomicAddProperty(request, object, property, value) >= 0;
    }
    ~Appended() { drmModeAtomicSetCursor(request_, cursor_); }
    Appended(Appended const&) = delete;
    Appended& operator=(Appended const&) = delete;

    [[nodiscard]] bool complete() const { return complete_; }

private:
    drmModeAtomicReq* request_;
    int cursor_;
    bool complete_ = true;
};

} // namespace

extern "C" [[gnu::visibility("default"), gnu::used]] int drmModeAtomicCommit(
    int fd, drmModeAtomicReq* request, std::uint32_t flags, void* user_data)
{
    static auto const libdrms = reinterpret_cast<decltype(&drmModeAtomicCommit)>(dlsym(RTLD_NEXT, "drmModeAtomicCommit"));
    auto* plan = request ? vitrail::ArmedPlan::on(fd) : nullptr;
    if (!plan)
        return libdrms(fd, request, flags, user_data);
    int result = -ENOMEM;
    int error = ENOMEM;
    if (Appended const appended{request, plan->values()}; appended.complete()) {
        result = libdrms(fd, request, flags, user_data);
        error = errno;
    }
    plan->answered(result);
    errno = error; // wlroots reads it
    return result;
}
