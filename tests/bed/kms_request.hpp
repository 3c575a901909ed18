#pragma once

#include <cstdint>
#include <xf86drmMode.h>

namespace vitrail::test {

class Kms;
class KmsBuffer;

/// One atomic request. `set` may be repeated; the kernel takes the last value.
class KmsRequest {
public:
    explicit KmsRequest(Kms const& kms);
    ~KmsRequest();
    KmsRequest(KmsRequest const&) = delete;
    KmsRequest& operator=(KmsRequest const&) = delete;

    KmsRequest& set(std::uint32_t object, char const* property, std::uint64_t value);
    /// The whole buffer at x, y of CRTC number `crtc`, `width` x `height` there (0: the buffer's own size).
    KmsRequest& show(std::uint32_t plane, KmsBuffer const& buffer, int x = 0, int y = 0, int width = 0, int height = 0,
        int crtc = 0);
    KmsRequest& hide(std::uint32_t plane);

    /// The kernel's answer: 0, or a negative errno.
    [[nodiscard]] int test(std::uint32_t flags = 0);
    [[nodiscard]] int commit(std::uint32_t flags = 0);

private:
    Kms const& kms_;
    drmModeAtomicReq* request_;
};

} // namespace vitrail::test
