#include "yuv_layout.hpp"

#include <algorithm>
#include <drm_fourcc.h>

namespace vitrail {

namespace {

constexpr YuvLayout semi_planar(std::uint32_t format, int columns, int rows, bool cr_first = false)
{
    YuvTexture const chroma{1, DRM_FORMAT_GR88, columns, rows};
    return {format, 2, {0, DRM_FORMAT_R8}, chroma, chroma, 0, cr_first ? 1 : 0, cr_first ? 0 : 1};
}

constexpr YuvLayout deep(std::uint32_t format, int bits, int rows)
{
    YuvTexture const chroma{1, DRM_FORMAT_GR1616, 2, rows};
    return {format, 2, {0, DRM_FORMAT_R16}, chroma, chroma, 0, 0, 1, bits};
}

constexpr YuvLayout planar(std::uint32_t format, int columns, int rows, int cb_plane)
{
    return {format, 3, {0, DRM_FORMAT_R8}, {cb_plane, DRM_FORMAT_R8, columns, rows},
            {3 - cb_plane, DRM_FORMAT_R8, columns, rows}, 0, 0, 0};
}

/// Two pixels of four bytes: read once as one luma sample in two, once as one chroma pair in four.
constexpr YuvLayout packed(std::uint32_t format, int y, int cb, int cr)
{
    YuvTexture const chroma{0, DRM_FORMAT_ABGR8888, 2, 1};
    return {format, 1, {0, DRM_FORMAT_GR88}, chroma, chroma, y, cb, cr};
}

constexpr YuvLayout packed_deep(std::uint32_t format, int bits)
{
    YuvTexture const chroma{0, DRM_FORMAT_ABGR16161616, 2, 1};
    return {format, 1, {0, DRM_FORMAT_GR1616}, chroma, chroma, 0, 1, 3, bits};
}

constexpr YuvTexture whole{0, DRM_FORMAT_ABGR8888};

constexpr std::array layouts{
    semi_planar(DRM_FORMAT_NV12, 2, 2), semi_planar(DRM_FORMAT_NV21, 2, 2, true),
    semi_planar(DRM_FORMAT_NV16, 2, 1), semi_planar(DRM_FORMAT_NV61, 2, 1, true),
    semi_planar(DRM_FORMAT_NV24, 1, 1), semi_planar(DRM_FORMAT_NV42, 1, 1, true),
    deep(DRM_FORMAT_P010, 10, 2), deep(DRM_FORMAT_P012, 12, 2), deep(DRM_FORMAT_P016, 16, 2), deep(DRM_FORMAT_P210, 10, 1),
    planar(DRM_FORMAT_YUV420, 2, 2, 1), planar(DRM_FORMAT_YVU420, 2, 2, 2),
    planar(DRM_FORMAT_YUV422, 2, 1, 1), planar(DRM_FORMAT_YVU422, 2, 1, 2),
    planar(DRM_FORMAT_YUV444, 1, 1, 1), planar(DRM_FORMAT_YVU444, 1, 1, 2),
    packed(DRM_FORMAT_YUYV, 0, 1, 3), packed(DRM_FORMAT_YVYU, 0, 3, 1),
    packed(DRM_FORMAT_UYVY, 1, 0, 2), packed(DRM_FORMAT_VYUY, 1, 2, 0),
    packed_deep(DRM_FORMAT_Y210, 10), packed_deep(DRM_FORMAT_Y212, 12), packed_deep(DRM_FORMAT_Y216, 16),
    YuvLayout{DRM_FORMAT_XYUV8888, 1, whole, whole, whole, 2, 1, 0},
};

/// How much red and blue weigh in luma (ITU-R BT.601, BT.709, BT.2020).
struct Weights {
    double red, blue;
};

Weights weights_of(YuvEncoding encoding)
{
    switch (encoding) {
    case YuvEncoding::Bt601:  return {0.299, 0.114};
    case YuvEncoding::Bt709:  return {0.2126, 0.0722};
    case YuvEncoding::Bt2020: return {0.2627, 0.0593};
    }
    return {};
}

/// The code values of black, of white above it, and of all chroma from one end to the other.
struct Codes {
    double black, luma_span, grey, chroma_span;
};

Codes codes_of(int bits, YuvRange range)
{
    double const step = 1 << (bits - 8), highest = (1 << bits) - 1;
    if (range == YuvRange::Limited)
        return {16 * step, 219 * step, 128 * step, 224 * step};
    return {0, highest, 128 * step, highest};
}

void set_column(std::array<float, 16>& matrix, int channel, std::array<double, 3> const& rgb)
{
    std::ranges::copy(rgb, matrix.begin() + channel * 4);
}

} // namespace

std::optional<YuvLayout> yuv_layout(Format format)
{
    auto const found = std::ranges::find(layouts, format.fourcc, &YuvLayout::format);
    return found == layouts.end() ? std::nullopt : std::optional{*found};
}

std::vector<Format> yuv_layouts()
{
    std::vector<Format> out;
    for (auto const& layout : layouts)
        out.push_back({layout.format});
    return out;
}

YuvWeights yuv_weights(YuvLayout const& layout, YuvConversion conversion)
{
    auto const [red, blue] = weights_of(conversion.encoding);
    double const green = 1 - red - blue;
    auto const [black, luma_span, grey, chroma_span] = codes_of(layout.bits, conversion.range);
    // A texture reads 0 to 1; times this it is a code value. Of 16 bits only the upper ones count.
    double const code = layout.bits == 8 ? 255 : 65535.0 / (1 << (16 - layout.bits));
    std::array const from_y{1.0, 1.0, 1.0};
    std::array const from_cb{0.0, -2 * blue * (1 - blue) / green, 2 * (1 - blue)};
    std::array const from_cr{2 * (1 - red), -2 * red * (1 - red) / green, 0.0};
    auto const scaled = [](std::array<double, 3> v, double by) {
        for (auto& n : v)
            n *= by;
        return v;
    };
    YuvWeights out;
    set_column(out.luma, layout.y, scaled(from_y, code / luma_span));
    set_column(out.chroma, layout.cb, scaled(from_cb, code / chroma_span));
    set_column(out.chroma_2, layout.cr, scaled(from_cr, code / chroma_span));
    for (std::size_t i = 0; i < 3; ++i)
        out.offset[i] = float(-from_y[i] * black / luma_span - (from_cb[i] + from_cr[i]) * grey / chroma_span);
    return out;
}

} // namespace vitrail
