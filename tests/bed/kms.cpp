#include "kms.hpp"

#include <cstring>
#include <drm_fourcc.h>
#include <fcntl.h>
#include <format>
#include <memory>
#include <stdexcept>
#include <sys/mman.h>
#include <xf86drm.h>

namespace vitrail::test {
namespace {

/// What libdrm hands out and wants back.
template <auto free> struct Freed {
    void operator()(auto* pointer) const { free(pointer); }
};
template <class T, auto free> using Drm = std::unique_ptr<T, Freed<free>>;

[[noreturn]] void refuse(char const* what) { throw std::runtime_error{std::format("{}: {}", what, std::strerror(errno))}; }

/// 320x240 with round numbers: 400 x 250 pixels at 6 MHz are 60 Hz exactly.
constexpr drmModeModeInfo small_mode{
    .clock = 6000,
    .hdisplay = Kms::width,
    .hsync_start = 340,
    .hsync_end = 360,
    .htotal = 400,
    .hskew = 0,
    .vdisplay = Kms::height,
    .vsync_start = 243,
    .vsync_end = 246,
    .vtotal = 250,
    .vscan = 0,
    .vrefresh = 60,
    .flags = 0,
    .type = DRM_MODE_TYPE_USERDEF,
    .name = "320x240",
};

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

KmsRequest::KmsRequest(Kms const& kms)
    : kms_{kms}
    , request_{drmModeAtomicAlloc()}
{
}

KmsRequest::~KmsRequest() { drmModeAtomicFree(request_); }

KmsRequest& KmsRequest::set(std::uint32_t object, char const* property, std::uint64_t value)
{
    auto const id = kms_.property(object, property);
    if (id == 0)
        throw std::runtime_error{std::format("object {} has no property {}", object, property)};
    drmModeAtomicAddProperty(request_, object, id, value);
    return *this;
}

KmsRequest& KmsRequest::show(
    std::uint32_t plane, KmsBuffer const& buffer, int x, int y, int width, int height, int crtc)
{
    set(plane, "FB_ID", buffer.fb()).set(plane, "CRTC_ID", kms_.crtc(crtc));
    set(plane, "SRC_X", 0).set(plane, "SRC_Y", 0);
    set(plane, "SRC_W", std::uint64_t(buffer.width()) << 16).set(plane, "SRC_H", std::uint64_t(buffer.height()) << 16);
    set(plane, "CRTC_X", std::uint64_t(std::int64_t{x})).set(plane, "CRTC_Y", std::uint64_t(std::int64_t{y}));
    return set(plane, "CRTC_W", std::uint64_t(width ? width : buffer.width()))
        .set(plane, "CRTC_H", std::uint64_t(height ? height : buffer.height()));
}

KmsRequest& KmsRequest::hide(std::uint32_t plane) { return set(plane, "FB_ID", 0).set(plane, "CRTC_ID", 0); }

int KmsRequest::test(std::uint32_t flags) { return commit(flags | DRM_MODE_ATOMIC_TEST_ONLY); }

int KmsRequest::commit(std::uint32_t flags) { return drmModeAtomicCommit(kms_.fd(), request_, flags, nullptr); }

Kms::Kms()
    : Kms{Fd{open("/dev/dri/card0", O_RDWR | O_CLOEXEC)}}
{
}

Kms::Kms(Fd fd)
    : fd_{std::move(fd)}
{
    if (!fd_ || drmSetClientCap(fd_.get(), DRM_CLIENT_CAP_ATOMIC, 1) != 0)
        refuse("/dev/dri/card0");
    look_around();
}

void Kms::look_around()
{
    Drm<drmModeRes, drmModeFreeResources> const all{drmModeGetResources(fd())};
    if (!all)
        refuse("resources");
    crtcs_.assign(all->crtcs, all->crtcs + all->count_crtcs);
    // Writeback connectors are hidden from clients that do not ask for them.
    connectors_.assign(all->connectors, all->connectors + all->count_connectors);
    Drm<drmModePlaneRes, drmModeFreePlaneResources> const planes{drmModeGetPlaneResources(fd())};
    if (!planes)
        refuse("planes");
    planes_.assign(planes->planes, planes->planes + planes->count_planes);
}

std::vector<std::uint32_t> Kms::planes(std::uint64_t type, int crtc) const
{
    std::vector<std::uint32_t> out;
    for (auto const id : planes_) {
        Drm<drmModePlane, drmModeFreePlane> const plane{drmModeGetPlane(fd(), id)};
        if (plane && (plane->possible_crtcs >> crtc & 1) && value(id, "type") == type)
            out.push_back(id);
    }
    return out;
}

std::uint32_t Kms::primary(int crtc) const { return planes(DRM_PLANE_TYPE_PRIMARY, crtc).at(0); }

std::uint32_t Kms::overlay(int index, int crtc) const
{
    return planes(DRM_PLANE_TYPE_OVERLAY, crtc).at(std::size_t(index));
}

std::vector<std::uint32_t> Kms::formats(std::uint32_t id) const
{
    Drm<drmModePlane, drmModeFreePlane> const plane{drmModeGetPlane(fd(), id)};
    if (!plane)
        refuse("plane");
    return {plane->formats, plane->formats + plane->count_formats};
}

Kms::Property Kms::find(std::uint32_t object, std::string const& name) const
{
    Drm<drmModeObjectProperties, drmModeFreeObjectProperties> const all{
        drmModeObjectGetProperties(fd(), object, DRM_MODE_OBJECT_ANY)};
    for (std::uint32_t i = 0; all && i < all->count_props; ++i) {
        Drm<drmModePropertyRes, drmModeFreeProperty> const property{drmModeGetProperty(fd(), all->props[i])};
        if (property && name == property->name)
            return {property->prop_id, property->flags, all->prop_values[i]};
    }
    return {};
}

std::uint32_t Kms::property(std::uint32_t object, std::string const& name) const { return find(object, name).id; }

std::uint64_t Kms::value(std::uint32_t object, std::string const& name) const
{
    auto const found = find(object, name);
    if (found.id == 0)
        throw std::runtime_error{std::format("object {} has no property {}", object, name)};
    return found.value;
}

bool Kms::changeable(std::uint32_t object, std::string const& name) const
{
    auto const found = find(object, name);
    return found.id != 0 && !(found.flags & DRM_MODE_PROP_IMMUTABLE);
}

int Kms::light_up(KmsBuffer const& picture, int index) const
{
    std::uint32_t mode = 0;
    if (drmModeCreatePropertyBlob(fd(), &small_mode, sizeof small_mode, &mode) != 0)
        refuse("mode");
    KmsRequest request{*this};
    for (auto const type : {DRM_PLANE_TYPE_OVERLAY, DRM_PLANE_TYPE_CURSOR}) {
        for (auto const plane : planes(type, index))
            request.hide(plane);
    }
    request.set(connector(index), "CRTC_ID", crtc(index)).set(crtc(index), "ACTIVE", 1).set(crtc(index), "MODE_ID", mode);
    int const answer = request.show(primary(index), picture, 0, 0, 0, 0, index).commit(DRM_MODE_ATOMIC_ALLOW_MODESET);
    drmModeDestroyPropertyBlob(fd(), mode);
    return answer;
}

} // namespace vitrail::test
