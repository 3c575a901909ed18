#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"

#include <string>

namespace vitrail {

/// What a page tells.
struct PageText {
    std::string heading, reason, outlook;
    friend bool operator==(PageText const&, PageText const&) = default;
};

/// The page as a picture of `size` pixels, for who stands before the screen, and for who is called to it. Letters grow
/// with the screen. Opaque.
[[nodiscard]] BufferRef draw_page(PageText const& text, Size<BufferPx> size);

} // namespace vitrail
