#pragma once

#include "base/geometry.hpp"

#include <cstdint>
#include <vector>

struct wlr_buffer;

namespace vitrail {

/// Can the software display read it: memory that the processor sees, in a format it knows?
[[nodiscard]] bool can_read(wlr_buffer& buffer);

/// One buffer as a plane shows it.
struct ScreenPicture {
    wlr_buffer* buffer = nullptr;
    FRect<BufferPx> source;
    Rect<OutputPx> dest; ///< may reach over the edges
    float alpha = 1.0F;
    bool opaque = false; ///< its alpha channel means nothing
};

/// What a display without hardware shows: planes blended bottom to top on black, with 8 bits a channel, rounded after
/// each as pixman rounds: a stack of planes then has the very pixels of a composition by pixman.
class SoftwareScreen {
public:
    explicit SoftwareScreen(Size<OutputPx> size) : size_{size}, pixels_(std::size_t(size.area()), 0xff000000U) {}

    /// Lays it over what is there, premultiplied; scaled to the nearest pixel as simple display hardware does.
    void blend(ScreenPicture const& picture);
    [[nodiscard]] std::vector<std::uint32_t> take();

private:
    Size<OutputPx> size_;
    std::vector<std::uint32_t> pixels_;
};

} // namespace vitrail
