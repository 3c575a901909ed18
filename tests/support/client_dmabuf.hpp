#pragma once

#include "base/fd.hpp"
#include "client_buffer.hpp"

#include <cstdint>
#include <random>
#include <span>

namespace vitrail::test {

/// The pixel formats that tests draw in.
enum class PixelFormat {
    Xrgb8888,
    Argb8888, ///< premultiplied
    Nv12,     ///< 8 bits, one chroma sample for 2x2 pixels
    P010,     ///< 10 bits, the same
    Yuyv,     ///< 8 bits, one chroma sample for 2x1 pixels, packed
};

/// Luma and chroma, 8 bits each.
struct Yuv {
    std::uint8_t y, cb, cr;
};

/// A picture in memory that a display can read without a copy: what a GPU or a video decoder would produce, made of
/// ordinary memory (udmabuf) and offered through linux-dmabuf.
///
/// Like a good client, draw only while the server does not hold it: before it is attached, or after it was released.
class TestDmabuf : public ClientBuffer {
public:
    /// All zero at first. YUV pictures have even sizes. Throws std::runtime_error where the kernel has no udmabuf.
    TestDmabuf(TestClient& client, Extent size, PixelFormat format);
    ~TestDmabuf();

    [[nodiscard]] PixelFormat format() const { return format_; }
    /// The kernel's object, to hang fences on.
    [[nodiscard]] int dmabuf() const { return dmabuf_.get(); }
    [[nodiscard]] bool is_yuv() const { return format_ >= PixelFormat::Nv12; }

    /// One colour (RGB formats only, premultiplied; Xrgb8888 ignores alpha).
    void fill(Argb color) { fill(0, 0, size().width, size().height, color); }
    void fill(int x, int y, int width, int height, Argb color);
    /// One pixel as it is in memory (RGB formats only).
    [[nodiscard]] Argb pixel(int x, int y) const;
    void set_pixel(int x, int y, Argb color) { fill(x, y, 1, 1, color); }
    /// One colour (YUV formats only).
    void fill(Yuv color);
    /// Noise: every pixel random, premultiplied where it has alpha; YUV in limited range.
    void fill_random(std::mt19937& random);
    /// Noise of all values that luma and chroma can have, also those that no range gives a meaning (YUV formats only).
    void fill_any_code(std::mt19937& random);

private:
    /// Where one plane of pixels lies in memory.
    struct Part {
        std::size_t offset, stride, rows;
    };
    [[nodiscard]] std::span<Part const> parts() const { return {parts_, part_count_}; }
    void lay_out();
    void allocate();
    void offer(TestClient& client);
    /// An 8 bit code in the bits that the format has.
    [[nodiscard]] unsigned code(unsigned of_8_bits) const;
    /// Every sample from `luma(x, y)` and `chroma(x, y, is_cr)`, in the format's bits, at the pixel where it lies.
    template <class Luma, class Chroma> void write_yuv(Luma const& luma, Chroma const& chroma);
    void put(std::size_t part, std::size_t row, std::size_t index, unsigned value);

    PixelFormat format_;
    Part parts_[2]{};
    std::size_t part_count_ = 1;
    Fd memory_, dmabuf_;
    std::span<std::uint8_t> bytes_; // mapped
};

} // namespace vitrail::test
