#include "screen.hpp"

#include "buffer_reading.hpp"

namespace vitrail {

bool can_read(wlr_buffer& buffer)
{
    BufferReading const reading{buffer};
    return reading.image() != nullptr;
}

void SoftwareScreen::blend(ScreenPicture const& picture)
{
    auto const& [buffer, source, dest, alpha, opaque] = picture;
    BufferReading const reading{*buffer};
    auto const from = reading.image(opaque);
    if (!from)
        return;
    BufferReading::Image const to{pixman_image_create_bits_no_clear(PIXMAN_a8r8g8b8, size_.width, size_.height, pixels_.data(),
                                                     size_.width * int(sizeof(std::uint32_t)))};
    BufferReading::Image mask;
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
