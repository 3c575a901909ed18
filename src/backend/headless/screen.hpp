#pragma once

#include "base/geometry.hpp"

#include <cstdint>
#include <vector>

struct wlr_buffer;

namespace vitrail {

/// Can the software display read it: memory that the processor sees, in a format it knows?
[[nodiscard]] bool can_read(wlr_buffer& buffer);

/// What a display without hardware shows: planes blended bottom to top on black.
class SoftwareScreen {
public:
    explicit SoftwareScreen(Size<OutputPx> size) : size_{size}, pixels_(std::size_t(size.area()), 0xff000000U) {}

    /// Lays `source` of the buffer on `dest`, scaled to the nearest pixel as simple display hardware does, premultiplied.
    void blend(wlr_buffer& buffer, FRect<BufferPx> const& source, Rect<OutputPx> const& dest);
    [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(pixels_); }

private:
    Size<OutputPx> size_;
    std::vector<std::uint32_t> pixels_;
};

} // namespace vitrail
