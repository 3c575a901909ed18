#include "client_dmabuf.hpp"

#include "linux-dmabuf-v1-client-protocol.h"

#include <cerrno>
#include <cstring>
#include <drm_fourcc.h>
#include <fcntl.h>
#include <format>
#include <linux/udmabuf.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

[[noreturn]] void refuse(char const* what)
{
    throw std::runtime_error{std::format("a test dmabuf: {}: {}", what, std::strerror(errno))};
}

std::uint32_t fourcc(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Xrgb8888: return DRM_FORMAT_XRGB8888;
    case PixelFormat::Argb8888: return DRM_FORMAT_ARGB8888;
    case PixelFormat::Nv12:     return DRM_FORMAT_NV12;
    case PixelFormat::P010:     return DRM_FORMAT_P010;
    case PixelFormat::Yuyv:     return DRM_FORMAT_YUYV;
    }
    return 0;
}

constexpr std::size_t aligned(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

unsigned between(std::mt19937& random, unsigned low, unsigned high) { return low + unsigned(random() % (high - low + 1)); }

/// A premultiplied pixel; every fourth opaque and every fourth nothing at all.
Argb random_pixel(std::mt19937& random)
{
    auto const bits = std::uint32_t(random());
    unsigned const alpha = bits >> 30 == 0 ? 0 : bits >> 30 == 1 ? 0xff : bits >> 22 & 0xff;
    Argb out = alpha << 24;
    for (int shift : {0, 8, 16})
        out |= (random() % (alpha + 1)) << shift;
    return out;
}

} // namespace

TestDmabuf::TestDmabuf(TestClient& client, Extent size, PixelFormat format) : ClientBuffer{size}, format_{format}
{
    lay_out();
    allocate();
    offer(client);
}

TestDmabuf::~TestDmabuf() { munmap(bytes_.data(), bytes_.size()); }

/// Rows begin at multiples of 64 bytes, as GPUs want it.
void TestDmabuf::lay_out()
{
    auto const w = std::size_t(size().width), h = std::size_t(size().height);
    auto const per_pixel = format_ == PixelFormat::Nv12 ? 1U : is_yuv() ? 2U : 4U;
    auto const stride = aligned(w * per_pixel, 64);
    parts_[0] = {0, stride, h};
    if (format_ == PixelFormat::Nv12 || format_ == PixelFormat::P010) {
        parts_[1] = {stride * h, stride, h / 2};
        part_count_ = 2;
    }
}

void TestDmabuf::allocate()
{
    auto const& last = parts().back();
    auto const bytes = aligned(last.offset + last.stride * last.rows, 4096);
    memory_ = Fd{memfd_create("test-dmabuf", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!memory_ || ftruncate(memory_.get(), off_t(bytes)) != 0 || fcntl(memory_.get(), F_ADD_SEALS, F_SEAL_SHRINK) != 0)
        refuse("memory");
    void* const mapped = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory_.get(), 0);
    if (mapped == MAP_FAILED)
        refuse("memory");
    bytes_ = {static_cast<std::uint8_t*>(mapped), bytes};
    Fd const device{open("/dev/udmabuf", O_RDWR | O_CLOEXEC)};
    udmabuf_create const request{
        .memfd = std::uint32_t(memory_.get()), .flags = UDMABUF_FLAGS_CLOEXEC, .offset = 0, .size = bytes};
    dmabuf_ = Fd{ioctl(device.get(), UDMABUF_CREATE, &request)};
    if (!dmabuf_)
        refuse("/dev/udmabuf");
}

void TestDmabuf::offer(TestClient& client)
{
    static_assert(DRM_FORMAT_MOD_LINEAR == 0);
    if (!client.globals.dmabuf)
        throw std::runtime_error{"a test dmabuf: the server has no linux-dmabuf"};
    auto* const params = zwp_linux_dmabuf_v1_create_params(client.globals.dmabuf);
    for (std::uint32_t i = 0; auto const& part : parts())
        zwp_linux_buffer_params_v1_add(params, dmabuf_.get(), i++, std::uint32_t(part.offset), std::uint32_t(part.stride), 0, 0);
    own(zwp_linux_buffer_params_v1_create_immed(params, size().width, size().height, fourcc(format_), 0));
    zwp_linux_buffer_params_v1_destroy(params);
}

void TestDmabuf::fill(int x, int y, int width, int height, Argb color)
{
    for (int row = y; row < y + height; ++row)
        for (int column = x; column < x + width; ++column)
            std::memcpy(&bytes_[std::size_t(row) * parts_[0].stride + std::size_t(column) * 4], &color, 4);
}

Argb TestDmabuf::pixel(int x, int y) const
{
    Argb out = 0;
    std::memcpy(&out, &bytes_[std::size_t(y) * parts_[0].stride + std::size_t(x) * 4], 4);
    return out;
}

void TestDmabuf::fill(Yuv color)
{
    write_yuv([&](auto, auto) { return code(color.y); },
              [&](auto, auto, bool red) { return code(red ? color.cr : color.cb); });
}

void TestDmabuf::fill_random(std::mt19937& random)
{
    if (is_yuv())
        return write_yuv([&](auto, auto) { return between(random, code(16), code(235)); },
                         [&](auto, auto, bool) { return between(random, code(16), code(240)); });
    for (int y = 0; y < size().height; ++y)
        for (int x = 0; x < size().width; ++x)
            fill(x, y, 1, 1, format_ == PixelFormat::Argb8888 ? random_pixel(random) : std::uint32_t(random()));
}

void TestDmabuf::fill_any_code(std::mt19937& random)
{
    // Of 10 bits not 1021 to 1023, which are reserved (BT.709, BT.2020): the bed's display reckons in fractions of 255.
    auto const any = [&] { return between(random, 0, code(255)); };
    write_yuv([&](auto, auto) { return any(); }, [&](auto, auto, bool) { return any(); });
}

template <class Luma, class Chroma> void TestDmabuf::write_yuv(Luma const& luma, Chroma const& chroma)
{
    bool const packed = format_ == PixelFormat::Yuyv;
    auto const w = std::size_t(size().width), h = std::size_t(size().height);
    for (std::size_t y = 0; y < h; ++y)
        for (std::size_t x = 0; x < w; ++x) {
            put(0, y, packed ? x * 2 : x, luma(x, y));
            bool const sampled_here = x % 2 == 0 && (packed || y % 2 == 0);
            for (bool const red : {false, true})
                if (sampled_here)
                    packed ? put(0, y, x * 2 + (red ? 3 : 1), chroma(x, y, red)) : put(1, y / 2, x + red, chroma(x, y, red));
        }
}

unsigned TestDmabuf::code(unsigned of_8_bits) const { return format_ == PixelFormat::P010 ? of_8_bits * 4 : of_8_bits; }

/// Sample number `index` of a row, in the format's bits.
void TestDmabuf::put(std::size_t part, std::size_t row, std::size_t index, unsigned value)
{
    auto const start = parts_[part].offset + row * parts_[part].stride;
    if (format_ != PixelFormat::P010) {
        bytes_[start + index] = std::uint8_t(value);
        return;
    }
    auto const wide = std::uint16_t(value << 6); // the upper 10 of 16 bits
    std::memcpy(&bytes_[start + index * 2], &wide, 2);
}

} // namespace vitrail::test
