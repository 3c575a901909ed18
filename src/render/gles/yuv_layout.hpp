#pragma once

#include "base/format.hpp"
#include "frame/yuv.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace vitrail {

/// How one texture reads a plane of a YUV buffer.
struct YuvTexture {
    int plane = 0;          ///< of the buffer's memory
    std::uint32_t format{}; ///< what the plane is said to hold: red, green, blue and alpha stand for something else
    int columns = 1, rows = 1; ///< so many of the picture's pixels share one of the texture's

    friend bool operator==(YuvTexture const&, YuvTexture const&) = default;
};

/// Where luma and chroma lie in a YUV format, in terms of textures that every GLES 3 can sample.
struct YuvLayout {
    std::uint32_t format;
    int planes; ///< of memory
    YuvTexture luma, chroma, chroma_2; ///< Cb is read from chroma; Cr from chroma_2, which may be the same
    int y = 0, cb = 0, cr = 1;         ///< channels: 0 red … 3 alpha
    int bits = 8;                      ///< that count; the upper ones of 16 if more than 8

    [[nodiscard]] bool packed() const { return planes == 1; }
};

/// The layout of `format`; nothing for those that we leave to the driver.
[[nodiscard]] std::optional<YuvLayout> yuv_layout(Format format);
/// All formats that have a layout.
[[nodiscard]] std::vector<Format> yuv_layouts();

/// What each channel of each texture adds to red, green and blue: column-major 4x4 matrices, and what is added at last.
struct YuvWeights {
    std::array<float, 16> luma{}, chroma{}, chroma_2{};
    std::array<float, 3> offset{};
};

[[nodiscard]] YuvWeights yuv_weights(YuvLayout const& layout, YuvConversion conversion);

} // namespace vitrail
