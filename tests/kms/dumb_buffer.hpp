#pragma once

#include "base/buffer_ref.hpp"
#include "base/fd.hpp"
#include "base/format.hpp"
#include "base/wlr.hpp"

#include <cstdint>
#include <functional>

namespace vitrail::test {

/// A dmabuf whose pixels the test writes itself: a dumb buffer of the bed's card, as a client would hand over. Gone when
/// nobody has a reference any more.
class DumbBuffer {
public:
    /// `format`: a DRM fourcc with 32 bits a pixel, or NV12. Throws std::runtime_error when there is no memory.
    [[nodiscard]] static BufferRef make(Size<BufferPx> size, std::uint32_t format);
    /// Filled with `color(x, y)`, 0xAARRGGBB.
    [[nodiscard]] static BufferRef painted(Size<BufferPx> size, std::uint32_t format,
        std::function<std::uint32_t(int x, int y)> const& color);
    [[nodiscard]] static BufferRef painted(Size<BufferPx> size, std::uint32_t format, std::uint32_t color);
    /// NV12, the same luma and chroma everywhere.
    [[nodiscard]] static BufferRef nv12(Size<BufferPx> size, std::uint8_t y, std::uint8_t cb, std::uint8_t cr);
    /// How many exist now.
    [[nodiscard]] static int count();

    DumbBuffer(Size<BufferPx> size, std::uint32_t format);
    ~DumbBuffer();
    DumbBuffer(DumbBuffer const&) = delete;
    DumbBuffer& operator=(DumbBuffer const&) = delete;

private:
    // The C side first: wlroots hands it back.
    struct Hook {
        wlr_buffer buffer{};
        DumbBuffer* self = nullptr;
    } hook_;
    static wlr_buffer_impl const impl;

    Fd card_, memory_;
    std::uint32_t format_, handle_ = 0, pitch_ = 0;
    std::uint64_t size_ = 0;
    std::uint8_t* pixels_ = nullptr;
};

} // namespace vitrail::test
