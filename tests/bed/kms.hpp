#pragma once

#include "picture.hpp"

#include "base/fd.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>
#include <xf86drmMode.h>

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

/// One atomic request. `set` may be repeated; the kernel takes the last value.
class KmsRequest {
public:
    explicit KmsRequest(Kms const& kms);
    ~KmsRequest();
    KmsRequest(KmsRequest const&) = delete;
    KmsRequest& operator=(KmsRequest const&) = delete;

    KmsRequest& set(std::uint32_t object, char const* property, std::uint64_t value);
    /// The whole buffer at x, y of CRTC number `crtc`, `width` x `height` there (0: the buffer's own size).
    KmsRequest& show(std::uint32_t plane, KmsBuffer const& buffer, int x = 0, int y = 0, int width = 0, int height = 0,
        int crtc = 0);
    KmsRequest& hide(std::uint32_t plane);

    /// The kernel's answer: 0, or a negative errno.
    [[nodiscard]] int test(std::uint32_t flags = 0);
    [[nodiscard]] int commit(std::uint32_t flags = 0);

private:
    Kms const& kms_;
    drmModeAtomicReq* request_;
};

/// The bed's display, driven by libdrm alone: no compositor, no wlroots.
class Kms {
public:
    /// Opens the device and becomes its master. Throws std::runtime_error when there is none.
    Kms();
    /// On a descriptor that somebody else opened (libseat).
    explicit Kms(Fd fd);

    [[nodiscard]] int fd() const { return fd_.get(); }
    [[nodiscard]] std::uint32_t crtc(int index = 0) const { return crtcs_.at(std::size_t(index)); }
    [[nodiscard]] std::uint32_t connector(int index = 0) const { return connectors_.at(std::size_t(index)); }
    /// Planes of type DRM_PLANE_TYPE_* that CRTC number `crtc` may use, in the kernel's order.
    [[nodiscard]] std::vector<std::uint32_t> planes(std::uint64_t type, int crtc = 0) const;
    [[nodiscard]] std::uint32_t primary(int crtc = 0) const;
    [[nodiscard]] std::uint32_t overlay(int index = 0, int crtc = 0) const;
    /// The formats of a plane.
    [[nodiscard]] std::vector<std::uint32_t> formats(std::uint32_t plane) const;

    /// Id of a property, 0 when the object has none of that name.
    [[nodiscard]] std::uint32_t property(std::uint32_t object, std::string const& name) const;
    /// Its value now. Throws std::runtime_error when there is no such property.
    [[nodiscard]] std::uint64_t value(std::uint32_t object, std::string const& name) const;
    /// Can it be changed?
    [[nodiscard]] bool changeable(std::uint32_t object, std::string const& name) const;

    /// Switches display number `index` on, in 320x240 at 60 Hz, showing `picture`; returns the kernel's answer.
    [[nodiscard]] int light_up(KmsBuffer const& picture, int index = 0) const;

    static constexpr int width = 320, height = 240;

private:
    struct Property {
        std::uint32_t id = 0, flags = 0;
        std::uint64_t value = 0;
    };

    void look_around();
    [[nodiscard]] Property find(std::uint32_t object, std::string const& name) const;

    Fd fd_;
    std::vector<std::uint32_t> crtcs_, connectors_, planes_;
};

} // namespace vitrail::test
