#include "buffer_reading.hpp"

#include <drm_fourcc.h>
#include <linux/dma-buf.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

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

/// Tells the exporter that the processor reads now, or has read.
void sync(int dmabuf, std::uint64_t what)
{
    dma_buf_sync const request{.flags = DMA_BUF_SYNC_READ | what};
    ioctl(dmabuf, DMA_BUF_IOCTL_SYNC, &request);
}

} // namespace

BufferReading::BufferReading(wlr_buffer& buffer) : buffer_{buffer}
{
    open_ = wlr_buffer_begin_data_ptr_access(&buffer, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data_, &fourcc_, &stride_);
    wlr_dmabuf_attributes dmabuf;
    if (!open_ && wlr_buffer_get_dmabuf(&buffer, &dmabuf))
        map(dmabuf);
}

BufferReading::~BufferReading()
{
    if (open_)
        wlr_buffer_end_data_ptr_access(&buffer_);
    if (mapped_.empty())
        return;
    sync(dmabuf_, DMA_BUF_SYNC_END);
    munmap(mapped_.data(), mapped_.size());
}

void BufferReading::map(wlr_dmabuf_attributes const& dmabuf)
{
    if (dmabuf.modifier != DRM_FORMAT_MOD_LINEAR || dmabuf.n_planes != 1 || !to_pixman(dmabuf.format))
        return;
    auto const bytes = dmabuf.offset[0] + std::size_t(dmabuf.stride[0]) * std::size_t(dmabuf.height);
    void* const memory = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, dmabuf.fd[0], 0);
    if (memory == MAP_FAILED)
        return;
    mapped_ = {static_cast<std::byte*>(memory), bytes};
    dmabuf_ = dmabuf.fd[0];
    sync(dmabuf_, DMA_BUF_SYNC_START);
    data_ = mapped_.data() + dmabuf.offset[0];
    fourcc_ = dmabuf.format;
    stride_ = dmabuf.stride[0];
}

BufferReading::Image BufferReading::image(bool opaque) const
{
    auto const format = data_ ? to_pixman(fourcc_) : std::nullopt;
    if (!format)
        return nullptr;
    return Image{pixman_image_create_bits_no_clear(opaque ? without_alpha(*format) : *format, buffer_.width, buffer_.height,
                                                   static_cast<std::uint32_t*>(data_), int(stride_))};
}

} // namespace vitrail
