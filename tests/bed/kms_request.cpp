#include "kms_request.hpp"
#include "kms.hpp"

#include <format>
#include <stdexcept>

namespace vitrail::test {

KmsRequest::KmsRequest(Kms const& kms)
    : kms_{kms}
    , request_{drmModeAtomicAlloc()}
{
}

KmsRequest::~KmsRequest()
{
    drmModeAtomicFree(request_);
}

KmsRequest& KmsRequest::set(std::uint32_t object, char const* property, std::uint64_t value)
{
    auto const id = kms_.property(object, property);
    if (id == 0)
        throw std::runtime_error{std::format("object {} has no property {}", object, property)};
    drmModeAtomicAddProperty(request_, object, id, value);
    return *this;
}

KmsRequest& KmsRequest::show(
    std::uint32_t plane, KmsBuffer const& buffer, int x, int y, int width, int height, int crtc)
{
    set(plane, "FB_ID", buffer.fb()).set(plane, "CRTC_ID", kms_.crtc(crtc));
    set(plane, "SRC_X", 0).set(plane, "SRC_Y", 0);
    set(plane, "SRC_W", std::uint64_t(buffer.width()) << 16).set(plane, "SRC_H", std::uint64_t(buffer.height()) << 16);
    set(plane, "CRTC_X", std::uint64_t(std::int64_t{x})).set(plane, "CRTC_Y", std::uint64_t(std::int64_t{y}));
    return set(plane, "CRTC_W", std::uint64_t(width ? width : buffer.width()))
        .set(plane, "CRTC_H", std::uint64_t(height ? height : buffer.height()));
}

KmsRequest& KmsRequest::hide(std::uint32_t plane)
{
    return set(plane, "FB_ID", 0).set(plane, "CRTC_ID", 0);
}

int KmsRequest::test(std::uint32_t flags)
{
    return commit(flags | DRM_MODE_ATOMIC_TEST_ONLY);
}

int KmsRequest::commit(std::uint32_t flags)
{
    return drmModeAtomicCommit(kms_.fd(), request_, flags, nullptr);
}

} // namespace vitrail::test
