#pragma once

#include <cstdint>
#include <functional>

namespace vitrail::test {

class Kms;

/// A dumb buffer with a framebuffer on it, mapped; freed with the object, which must not outlive its `Kms`.
class KmsBuffer {
public:
    KmsBuffer(Kms const& kms, int width, int height, std::uint32_t format);
    ~KmsBuffer();
    KmsBuffer(KmsBuffer const&) = delete;
    KmsBuffer& operator=(KmsBuffer const&) = delete;

    [[nodiscard]] std::uint32_t fb() const { return fb_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }

    /// Fills every pixel of an RGB buffer (32 bits a pixel) with `color(x, y)`, 0xAARRGGBB.
    void paint(std::function<std::uint32_t(int x, int y)> const& color);
    void paint(std::uint32_t color);
    /// Fills an NV12 buffer: the same luma and chroma everywhere.
    void paint_nv12(std::uint8_t y, std::uint8_t cb, std::uint8_t cr);

private:
    Kms const& kms_;
    int width_, height_;
    std::uint32_t handle_ = 0, pitch_ = 0, fb_ = 0;
    std::uint64_t size_ = 0;
    std::uint8_t* pixels_ = nullptr;
};

} // namespace vitrail::test
