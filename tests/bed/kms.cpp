#include "kms.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <memory>
#include <stdexcept>
#include <xf86drm.h>
#include <xf86drmMode.h>

namespace vitrail::test {
namespace {

/// What libdrm hands out and wants back.
template <auto free> struct Freed {
    void operator()(auto* pointer) const { free(pointer); }
};
template <class T, auto free> using Drm = std::unique_ptr<T, Freed<free>>;

[[noreturn]] void refuse(char const* what)
{
    throw std::runtime_error{std::format("{}: {}", what, std::strerror(errno))};
}

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

std::uint32_t Kms::primary(int crtc) const
{
    return planes(DRM_PLANE_TYPE_PRIMARY, crtc).at(0);
}

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

std::uint32_t Kms::property(std::uint32_t object, std::string const& name) const
{
    return find(object, name).id;
}

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
    request.set(connector(index), "CRTC_ID", crtc(index))
        .set(crtc(index), "ACTIVE", 1)
        .set(crtc(index), "MODE_ID", mode);
    int const answer = request.show(primary(index), picture, 0, 0, 0, 0, index).commit(DRM_MODE_ATOMIC_ALLOW_MODESET);
    drmModeDestroyPropertyBlob(fd(), mode);
    return answer;
}

} // namespace vitrail::test
