#include "base/format.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <array>
#include <drm_fourcc.h>
#include <format>

namespace vitrail {

namespace {

/// Formats are asked about for each layer of each frame.
template <std::size_t N> consteval std::array<std::uint32_t, N> sorted(std::array<std::uint32_t, N> formats)
{
    std::ranges::sort(formats);
    return formats;
}

/// RGB without an alpha channel.
constexpr auto padded = sorted(std::to_array<std::uint32_t>({
    DRM_FORMAT_XRGB8888, DRM_FORMAT_XBGR8888, DRM_FORMAT_RGBX8888, DRM_FORMAT_BGRX8888,
    DRM_FORMAT_RGB888, DRM_FORMAT_BGR888, DRM_FORMAT_RGB565, DRM_FORMAT_BGR565,
    DRM_FORMAT_XRGB4444, DRM_FORMAT_XBGR4444, DRM_FORMAT_RGBX4444, DRM_FORMAT_BGRX4444,
    DRM_FORMAT_XRGB1555, DRM_FORMAT_XBGR1555, DRM_FORMAT_RGBX5551, DRM_FORMAT_BGRX5551,
    DRM_FORMAT_XRGB2101010, DRM_FORMAT_XBGR2101010, DRM_FORMAT_RGBX1010102, DRM_FORMAT_BGRX1010102,
    DRM_FORMAT_XRGB16161616, DRM_FORMAT_XBGR16161616, DRM_FORMAT_XRGB16161616F, DRM_FORMAT_XBGR16161616F,
    DRM_FORMAT_R8, DRM_FORMAT_R16, DRM_FORMAT_RG88, DRM_FORMAT_GR88, DRM_FORMAT_RG1616, DRM_FORMAT_GR1616,
}));

constexpr auto yuv = sorted(std::to_array<std::uint32_t>({
    DRM_FORMAT_YUYV, DRM_FORMAT_YVYU, DRM_FORMAT_UYVY, DRM_FORMAT_VYUY, DRM_FORMAT_XYUV8888, DRM_FORMAT_VUY888,
    DRM_FORMAT_Y210, DRM_FORMAT_Y212, DRM_FORMAT_Y216, DRM_FORMAT_XVYU2101010,
    DRM_FORMAT_NV12, DRM_FORMAT_NV21, DRM_FORMAT_NV16, DRM_FORMAT_NV61, DRM_FORMAT_NV24, DRM_FORMAT_NV42,
    DRM_FORMAT_NV15, DRM_FORMAT_P010, DRM_FORMAT_P012, DRM_FORMAT_P016, DRM_FORMAT_P210,
    DRM_FORMAT_YUV410, DRM_FORMAT_YUV411, DRM_FORMAT_YUV420, DRM_FORMAT_YUV422, DRM_FORMAT_YUV444,
    DRM_FORMAT_YVU410, DRM_FORMAT_YVU411, DRM_FORMAT_YVU420, DRM_FORMAT_YVU422, DRM_FORMAT_YVU444,
}));

struct Twins {
    std::uint32_t with_alpha, without;
};

constexpr auto twins = std::to_array<Twins>({
    {DRM_FORMAT_ARGB8888, DRM_FORMAT_XRGB8888}, {DRM_FORMAT_ABGR8888, DRM_FORMAT_XBGR8888},
    {DRM_FORMAT_RGBA8888, DRM_FORMAT_RGBX8888}, {DRM_FORMAT_BGRA8888, DRM_FORMAT_BGRX8888},
    {DRM_FORMAT_ARGB4444, DRM_FORMAT_XRGB4444}, {DRM_FORMAT_ARGB1555, DRM_FORMAT_XRGB1555},
    {DRM_FORMAT_ARGB2101010, DRM_FORMAT_XRGB2101010}, {DRM_FORMAT_ABGR2101010, DRM_FORMAT_XBGR2101010},
    {DRM_FORMAT_ARGB16161616, DRM_FORMAT_XRGB16161616}, {DRM_FORMAT_ABGR16161616, DRM_FORMAT_XBGR16161616},
    {DRM_FORMAT_ARGB16161616F, DRM_FORMAT_XRGB16161616F}, {DRM_FORMAT_ABGR16161616F, DRM_FORMAT_XBGR16161616F},
});

} // namespace

bool has_alpha(Format format)
{
    return !std::ranges::binary_search(padded, format.fourcc) && !is_yuv(format);
}

bool is_yuv(Format format)
{
    return std::ranges::binary_search(yuv, format.fourcc);
}

bool is_deep_yuv(Format format)
{
    switch (format.fourcc) {
    case DRM_FORMAT_P010: case DRM_FORMAT_P012: case DRM_FORMAT_P016: case DRM_FORMAT_P210:
    case DRM_FORMAT_Y210: case DRM_FORMAT_Y212: case DRM_FORMAT_Y216:
    case DRM_FORMAT_Y410: case DRM_FORMAT_Y412: case DRM_FORMAT_Y416:
        return true;
    default:
        return false;
    }
}

int bits_per_pixel(Format format)
{
    switch (format.fourcc) {
    case DRM_FORMAT_R8:
        return 8;
    case DRM_FORMAT_NV12: case DRM_FORMAT_NV21: case DRM_FORMAT_YUV420: case DRM_FORMAT_YVU420:
        return 12;
    case DRM_FORMAT_RGB565: case DRM_FORMAT_BGR565: case DRM_FORMAT_NV16: case DRM_FORMAT_NV61:
    case DRM_FORMAT_YUYV: case DRM_FORMAT_YVYU: case DRM_FORMAT_UYVY: case DRM_FORMAT_VYUY:
    case DRM_FORMAT_ARGB4444: case DRM_FORMAT_XRGB4444: case DRM_FORMAT_ARGB1555: case DRM_FORMAT_XRGB1555:
        return 16;
    case DRM_FORMAT_RGB888: case DRM_FORMAT_BGR888: case DRM_FORMAT_P010: case DRM_FORMAT_P012: case DRM_FORMAT_P016:
        return 24;
    case DRM_FORMAT_ARGB16161616: case DRM_FORMAT_XRGB16161616: case DRM_FORMAT_ABGR16161616:
    case DRM_FORMAT_XBGR16161616: case DRM_FORMAT_ARGB16161616F: case DRM_FORMAT_XRGB16161616F:
    case DRM_FORMAT_ABGR16161616F: case DRM_FORMAT_XBGR16161616F:
        return 64;
    default:
        return 32;
    }
}

Format opaque_twin(Format format)
{
    if (!has_alpha(format))
        return format;
    auto const twin = std::ranges::find(twins, format.fourcc, &Twins::with_alpha);
    return twin == twins.end() ? Format{} : Format{twin->without};
}

std::string name_of(Format format)
{
    std::string text;
    for (int shift = 0; shift < 32; shift += 8) {
        auto const c = char(format.fourcc >> shift & 0xff);
        if (c < 0x20 || c > 0x7e)
            return std::format("{:#010x}", format.fourcc);
        text += c;
    }
    return text;
}

FormatSet FormatSet::copy_of(wlr_drm_format_set const* set)
{
    FormatSet out;
    for (auto const& entry : set ? std::span{set->formats, set->len} : std::span<wlr_drm_format>{})
        for (auto const modifier : std::span{entry.modifiers, entry.len})
            out.add(Format{entry.format}, modifier);
    return out;
}

bool FormatSet::contains(Format format, std::uint64_t modifier) const
{
    auto const found = formats_.find(format);
    return found != formats_.end() && std::ranges::contains(found->second, modifier);
}

} // namespace vitrail
