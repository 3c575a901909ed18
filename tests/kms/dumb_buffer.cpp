#include "dumb_buffer.hpp"

#include <cstring>
#include <drm_fourcc.h>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

namespace vitrail::test {

namespace {

int alive = 0;

} // namespace

wlr_buffer_impl const DumbBuffer::impl{
    .destroy = [](wlr_buffer* buffer) { delete reinterpret_cast<Hook*>(buffer)->self; },
    .get_dmabuf =
        [](wlr_buffer* buffer, wlr_dmabuf_attributes* out) {
            auto const& self = *reinterpret_cast<Hook*>(buffer)->self;
            bool const nv12 = self.format_ == DRM_FORMAT_NV12;
            *out = {.width = buffer->width, .height = buffer->height, .format = self.format_,
                .modifier = DRM_FORMAT_MOD_LINEAR, .n_planes = nv12 ? 2 : 1};
            for (int i = 0; i < out->n_planes; ++i) {
                out->offset[i] = i == 0 ? 0 : self.pitch_ * std::uint32_t(buffer->height);
                out->stride[i] = self.pitch_;
                out->fd[i] = self.memory_.get();
            }
            return true;
        },
};

DumbBuffer::DumbBuffer(Size<BufferPx> size, std::uint32_t format)
    : card_{open("/dev/dri/card0", O_RDWR | O_CLOEXEC)}
    , format_{format}
{
    bool const nv12 = format == DRM_FORMAT_NV12;
    auto const w = std::uint32_t(size.width), h = std::uint32_t(size.height);
    std::uint64_t offset = 0;
    int memory = -1;
    if (drmModeCreateDumbBuffer(card_.get(), w, nv12 ? h * 3 / 2 : h, nv12 ? 8 : 32, 0, &handle_, &pitch_, &size_) != 0
        || drmModeMapDumbBuffer(card_.get(), handle_, &offset) != 0
        || drmPrimeHandleToFD(card_.get(), handle_, DRM_CLOEXEC, &memory) != 0)
        throw std::runtime_error{"no dumb buffer"};
    memory_ = Fd{memory};
    pixels_ = static_cast<std::uint8_t*>(
        mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, card_.get(), off_t(offset)));
    hook_.self = this;
    wlr_buffer_init(&hook_.buffer, &impl, size.width, size.height);
    ++alive;
}

DumbBuffer::~DumbBuffer()
{
    --alive;
    wlr_buffer_finish(&hook_.buffer);
    munmap(pixels_, size_);
    drmModeDestroyDumbBuffer(card_.get(), handle_);
}

int DumbBuffer::count() { return alive; }

BufferRef DumbBuffer::make(Size<BufferPx> size, std::uint32_t format)
{
    auto* buffer = new DumbBuffer{size, format};
    BufferRef out{&buffer->hook_.buffer};
    wlr_buffer_drop(&buffer->hook_.buffer); // the last reference ends it
    return out;
}

BufferRef DumbBuffer::painted(
    Size<BufferPx> size, std::uint32_t format, std::function<std::uint32_t(int, int)> const& color)
{
    auto out = make(size, format);
    auto const& self = *reinterpret_cast<Hook*>(out.get())->self;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            auto const value = color(x, y);
            std::memcpy(self.pixels_ + std::size_t(y) * self.pitch_ + std::size_t(x) * 4, &value, 4);
        }
    return out;
}

BufferRef DumbBuffer::painted(Size<BufferPx> size, std::uint32_t format, std::uint32_t color)
{
    return painted(size, format, [=](int, int) { return color; });
}

BufferRef DumbBuffer::nv12(Size<BufferPx> size, std::uint8_t y, std::uint8_t cb, std::uint8_t cr)
{
    auto out = make(size, DRM_FORMAT_NV12);
    auto const& self = *reinterpret_cast<Hook*>(out.get())->self;
    auto const luma = std::size_t(self.pitch_) * std::size_t(size.height);
    std::memset(self.pixels_, y, luma);
    for (std::size_t i = luma; i < luma * 3 / 2; i += 2) {
        self.pixels_[i] = cb;
        self.pixels_[i + 1] = cr;
    }
    return out;
}

} // namespace vitrail::test
