#include "kms_buffer.hpp"
#include "kms.hpp"

#include <cerrno>
#include <cstring>
#include <drm_fourcc.h>
#include <format>
#include <stdexcept>
#include <sys/mman.h>
#include <xf86drmMode.h>

namespace vitrail::test {
namespace {

[[noreturn]] void refuse(char const* what)
{
    throw std::runtime_error{std::format("{}: {}", what, std::strerror(errno))};
}

} // namespace

KmsBuffer::KmsBuffer(Kms const& kms, int width, int height, std::uint32_t format)
    : kms_{kms}
    , width_{width}
    , height_{height}
{
    bool const nv12 = format == DRM_FORMAT_NV12;
    auto const w = std::uint32_t(width), h = std::uint32_t(height);
    std::uint64_t offset = 0;
    if (drmModeCreateDumbBuffer(kms.fd(), w, nv12 ? h * 3 / 2 : h, nv12 ? 8 : 32, 0, &handle_, &pitch_, &size_) != 0
        || drmModeMapDumbBuffer(kms.fd(), handle_, &offset) != 0)
        refuse("dumb buffer");
    void* const mapped = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, kms.fd(), off_t(offset));
    if (mapped == MAP_FAILED)
        refuse("dumb buffer");
    pixels_ = static_cast<std::uint8_t*>(mapped);
    std::uint32_t const handles[4] = {handle_, nv12 ? handle_ : 0}, pitches[4] = {pitch_, nv12 ? pitch_ : 0},
                        offsets[4] = {0, nv12 ? pitch_ * h : 0};
    if (drmModeAddFB2(kms.fd(), w, h, format, handles, pitches, offsets, &fb_, 0) != 0)
        refuse("framebuffer");
}

KmsBuffer::~KmsBuffer()
{
    drmModeRmFB(kms_.fd(), fb_);
    munmap(pixels_, size_);
    drmModeDestroyDumbBuffer(kms_.fd(), handle_);
}

void KmsBuffer::paint(std::function<std::uint32_t(int, int)> const& color)
{
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
            auto const value = color(x, y);
            std::memcpy(pixels_ + std::size_t(y) * pitch_ + std::size_t(x) * 4, &value, 4);
        }
    }
}

void KmsBuffer::paint(std::uint32_t color)
{
    paint([color](int, int) { return color; });
}

void KmsBuffer::paint_nv12(std::uint8_t y, std::uint8_t cb, std::uint8_t cr)
{
    auto const luma = std::size_t(pitch_) * std::size_t(height_);
    std::memset(pixels_, y, luma);
    for (std::size_t i = luma; i < luma * 3 / 2; i += 2) {
        pixels_[i] = cb;
        pixels_[i + 1] = cr;
    }
}

} // namespace vitrail::test
