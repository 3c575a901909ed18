#pragma once

#include "base/region.hpp"

#include <cstdint>
#include <span>
#include <vector>
#include <xf86drmMode.h>

namespace vitrail {

/// What changed in buffers, as the kernel wants to be told it (FB_DAMAGE_CLIPS). Its copies live as long as the object:
/// until the request that names them has been made.
class DamageBlobs {
public:
    explicit DamageBlobs(int fd) : fd_{fd} {}
    ~DamageBlobs()
    {
        for (auto const id : ids_)
            drmModeDestroyPropertyBlob(fd_, id);
    }
    DamageBlobs(DamageBlobs const&) = delete;
    DamageBlobs& operator=(DamageBlobs const&) = delete;

    /// Zero: nothing useful can be said, which the kernel takes for "everything".
    [[nodiscard]] std::uint32_t add(Region<BufferPx> const& damage, Size<BufferPx> size)
    {
        static_assert(sizeof(pixman_box32_t) == sizeof(drm_mode_rect)); // x1, y1, x2, y2
        auto const whole = Rect<BufferPx>::of(size);
        auto const clipped = damage & Region<BufferPx>{whole};
        std::uint32_t id = 0;
        if (clipped.empty() || clipped.contains(whole)
            || drmModeCreatePropertyBlob(fd_, clipped.boxes().data(), clipped.boxes().size_bytes(), &id) != 0)
            return 0;
        ids_.push_back(id);
        return id;
    }

private:
    int fd_;
    std::vector<std::uint32_t> ids_;
};

} // namespace vitrail
