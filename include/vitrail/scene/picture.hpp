#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "base/transform.hpp"
#include "frame/content.hpp"
#include "frame/yuv.hpp"

#include <memory>
#include <optional>

namespace vitrail {

/// What a node shows, wherever it is and whoever looks: a cut of a buffer, turned and scaled to a size in logical
/// units; or, without content, a colour. Of size nothing it shows nothing.
struct Picture {
    std::shared_ptr<Content const> content;
    Color color;
    FRect<BufferPx> source;                  ///< before `transform`
    Size<Logical> size;
    Transform transform = Transform::Normal; ///< buffer to picture, as `wl_surface.set_buffer_transform` names it
    Region<Logical> opaque;                  ///< from the picture's top left; what shows nothing below
    float alpha = 1.0F;
    std::optional<YuvConversion> yuv;        ///< of a YUV buffer: how its client means it
    bool may_tear = false;                   ///< its client would rather see it torn than late
    ContentType content_type = ContentType::None; ///< what its client says it is

    /// Would both look alike if they showed the same pixels, and do planes read one that read the other?
    [[nodiscard]] bool lies_like(Picture const& o) const;
    [[nodiscard]] bool covers_fully() const { return opaque.contains(Rect<Logical>::of(size)) && !size.empty(); }
};

/// What a buffer is, by asking it: memory, format, modifier and size. `serial` and damage are left to the caller.
[[nodiscard]] Content describe(BufferRef buffer);

} // namespace vitrail
