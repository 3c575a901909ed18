#include "screen.hpp"

#include "base/wlr.hpp"

#include <drm_fourcc.h>
#include <memory>
#include <optional>

namespace vitrail {

namespace {

std::optional<pixman_format_code_t> to_pixman(std::uint32_t fourcc)
{
    switch (fourcc) {
    case DRM_FORMAT_ARGB8888:    return PIXMAN_a8r8g8b8;
    case DRM_FORMAT_XRGB8888:    return PIXMAN_x8r8g8b8;
    case DRM_FORMAT_ABGR8888:    return PIXMAN_a8b8g8r8;
    case DRM_FORMAT_XBGR8888:    return PIXMAN_x8b8g8r8;
    case DRM_FORMAT_RGBA8888:    return PIXMAN_r8g8b8a8;
    case DRM_FORMAT_RGBX8888:    return PIXMAN_r8g8b8x8;
    case DRM_FORMAT_BGRA8888:    return PIXMAN_b8g8r8a8;
    case DRM_FORMAT_BGRX8888:    return PIXMAN_b8g8r8x8;
    case DRM_FORMAT_RGB565:      return PIXMAN_r5g6b5;
    case DRM_FORMAT_ARGB2101010: return PIXMAN_a2r10g10b10;
    case DRM_FORMAT_XRGB2101010: return PIXMAN_x2r10g10b10;
    default:                     return std::nullopt;
    }
}

/// The same bits without an alpha channel.
pixman_format_code_t without_alpha(pixman_format_code_t format)
{
    switch (format) {
    case PIXMAN_a8r8g8b8:    return PIXMAN_x8r8g8b8;
    case PIXMAN_a8b8g8r8:    return PIXMAN_x8b8g8r8;
    case PIXMAN_r8g8b8a8:    return PIXMAN_r8g8b8x8;
    case PIXMAN_b8g8r8a8:    return PIXMAN_b8g8r8x8;
    case PIXMAN_a2r10g10b10: return PIXMAN_x2r10g10b10;
    default:                 return format;
    }
}

struct ImageUnref {
    void operator()(pixman_image_t* image) const { pixman_image_unref(image); }
};
using Image = std::unique_ptr<pixman_image_t, ImageUnref>;

/// A buffer's memory while it may be read.
class Reading {
public:
    explicit Reading(wlr_buffer& buffer) : buffer_{buffer}
    {
        open_ = wlr_buffer_begin_data_ptr_access(&buffer, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data_, &fourcc_, &stride_);
    }
    ~Reading()
    {
        if (open_)
            wlr_buffer_end_data_ptr_access(&buffer_);
    }
    Reading(Reading const&) = delete;
    Reading& operator=(Reading const&) = delete;

    /// The memory as pixman's, valid as long as this; null if it cannot be read.
    [[nodiscard]] Image image(bool opaque = false) const
    {
        auto const format = open_ ? to_pixman(fourcc_) : std::nullopt;
        if (!format)
            return nullptr;
        return Image{pixman_image_create_bits_no_clear(opaque ? without_alpha(*format) : *format, buffer_.width,
                                                       buffer_.height, static_cast<std::uint32_t*>(data_),
                                                       int(stride_))};
    }

private:
    wlr_buffer& buffer_;
    void* data_ = nullptr;
    std::uint32_t fourcc_ = 0;
    std::size_t stride_ = 0;
    bool open_ = false;
};

} // namespace

bool can_read(wlr_buffer& buffer)
{
    Reading const reading{buffer};
    return reading.image() != nullptr;
}

void SoftwareScreen::blend(ScreenPicture const& picture)
{
    auto const& [buffer, source, dest, alpha, opaque] = picture;
    Reading const reading{*buffer};
    Image const from = reading.image(opaque);
    if (!from)
        return;
    Image const to{pixman_image_create_bits_no_clear(PIXMAN_a8r8g8b8, size_.width, size_.height, pixels_.data(),
                                                     size_.width * int(sizeof(std::uint32_t)))};
    Image mask;
    if (pixman_color const fade{.red = 0, .green = 0, .blue = 0, .alpha = std::uint16_t(0xffff * alpha)}; alpha < 1)
        mask.reset(pixman_image_create_solid_fill(&fade)); // rounded as wlroots' pixman renderer does it
    pixman_transform_t scale;
    pixman_transform_init_scale(&scale, pixman_double_to_fixed(source.width / dest.width),
                                pixman_double_to_fixed(source.height / dest.height));
    pixman_transform_translate(&scale, nullptr, pixman_double_to_fixed(source.x), pixman_double_to_fixed(source.y));
    pixman_image_set_transform(from.get(), &scale);
    pixman_image_set_filter(from.get(), PIXMAN_FILTER_NEAREST, nullptr, 0);
    pixman_image_composite32(PIXMAN_OP_OVER, from.get(), mask.get(), to.get(), 0, 0, 0, 0, dest.x, dest.y, dest.width,
                             dest.height);
}

std::vector<std::uint32_t> SoftwareScreen::take()
{
    for (auto& p : pixels_)
        p |= 0xff000000U; // what is seen is opaque
    return std::move(pixels_);
}

} // namespace vitrail
