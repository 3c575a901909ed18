#include "device.hpp"

#include "base/log.hpp"
#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "edid.hpp"
#include "kms_planes.hpp"

#include <cerrno>
#include <cstring>
#include <span>
#include <xf86drmMode.h>

namespace vitrail {

KmsDevice::KmsDevice(wlr_backend& backend) : fd_{wlr_backend_get_drm_fd(&backend)}
{
    destroy_.connect<&KmsDevice::on_destroy>(this, backend.events.destroy);
    std::uint64_t cap = 0;
    takes_modifiers_ = drmGetCap(fd_, DRM_CAP_ADDFB2_MODIFIERS, &cap) == 0 && cap == 1;
    tears_ = drmGetCap(fd_, DRM_CAP_ATOMIC_ASYNC_PAGE_FLIP, &cap) == 0 && cap == 1;
    if (Owned<drmModeRes, drmModeFreeResources> const card{drmModeGetResources(fd_)})
        crtcs_.assign(card->crtcs, card->crtcs + card->count_crtcs);
    read_planes();
}

void KmsDevice::on_destroy()
{
    destroy_.disconnect();
    fd_ = -1; // wlroots closes it
}

/// wlroots has asked for universal planes and atomic mode setting on this descriptor already.
void KmsDevice::read_planes()
{
    Owned<drmModePlaneRes, drmModeFreePlaneResources> const list{drmModeGetPlaneResources(fd_)};
    for (auto const id : list ? std::span{list->planes, list->count_planes} : std::span<std::uint32_t>{})
        planes_.emplace_back(fd_, id);
    std::erase_if(planes_, [](HardwarePlane const& p) { return !p.atomic(); });
    guess_zpos();
}

/// Drivers that say nothing of the order of planes stack them by type, and overlays in the order of the list.
void KmsDevice::guess_zpos()
{
    int lowest = 0, highest = 0;
    for (auto const& p : planes_)
        if (p.knows_zpos() && p.type() != PlaneType::Cursor) {
            lowest = std::min(lowest, p.caps().zpos_min);
            highest = std::max(highest, p.caps().zpos_max);
        }
    int const bottom = lowest - 1;
    for (auto& p : planes_)
        if (!p.knows_zpos() && p.type() == PlaneType::Overlay)
            p.assume_zpos(++highest);
    for (auto& p : planes_) {
        if (p.type() == PlaneType::Cursor && p.sets_zpos())
            p.assume_zpos(p.caps().zpos_max);
        else if (!p.knows_zpos() && p.type() != PlaneType::Overlay)
            p.assume_zpos(p.type() == PlaneType::Primary ? bottom : highest + 1);
    }
    for (auto const& cursor : planes_)
        for (auto& p : planes_)
            if (cursor.type() == PlaneType::Cursor && cursor.sets_zpos() && p.type() != PlaneType::Cursor && p.sets_zpos())
                p.limit_zpos(cursor.caps().zpos_max);
}

HardwarePlane const* KmsDevice::find(PlaneId id) const
{
    auto const it = std::ranges::find(planes_, id, &HardwarePlane::id);
    return it == planes_.end() ? nullptr : &*it;
}

std::optional<std::size_t> KmsDevice::crtc_index(std::uint32_t crtc) const
{
    auto const it = std::ranges::find(crtcs_, crtc);
    return it == crtcs_.end() ? std::nullopt : std::optional{std::size_t(it - crtcs_.begin())};
}

std::uint32_t KmsDevice::crtc_of(wlr_output& output) const
{
    auto const connector = wlr_drm_connector_get_id(&output);
    return std::uint32_t(KmsProperties::read(fd_, connector, DRM_MODE_OBJECT_CONNECTOR).value("CRTC_ID"));
}

std::optional<Duration> KmsDevice::longest_refresh_of(wlr_output& output) const
{
    auto const connector = wlr_drm_connector_get_id(&output);
    auto const id = KmsProperties::read(fd_, connector, DRM_MODE_OBJECT_CONNECTOR).value("EDID");
    Owned<drmModePropertyBlobRes, drmModeFreePropertyBlob> const blob{drmModeGetPropertyBlob(fd_, std::uint32_t(id))};
    if (!blob)
        return std::nullopt;
    return vitrail::longest_refresh_of({static_cast<std::byte const*>(blob->data), blob->length});
}

/// A plane of these types may be possible on several CRTCs; it serves the first of them that has none yet.
HardwarePlane const* KmsDevice::own_plane(PlaneType type, std::size_t crtc_index) const
{
    std::map<std::size_t, HardwarePlane const*> taken;
    for (auto const& plane : planes_) {
        if (plane.type() != type)
            continue;
        for (std::size_t i = 0; i < crtcs_.size(); ++i)
            if (plane.possible_on(i) && taken.emplace(i, &plane).second)
                break;
    }
    auto const it = taken.find(crtc_index);
    return it == taken.end() ? nullptr : it->second;
}

bool KmsDevice::switch_off(std::set<PlaneId> const& planes)
{
    if (planes.empty())
        return true;
    if (fd_ < 0)
        return false;
    std::vector<PropertyValue> values;
    for (auto const id : planes)
        if (auto const* plane = find(id))
            plane->hide(values);
    Owned<drmModeAtomicReq, drmModeAtomicFree> const request{drmModeAtomicAlloc()};
    for (auto const& [object, property, value] : values)
        if (!request || drmModeAtomicAddProperty(request.get(), object, property, value) < 0)
            return false;
    int const result = drmModeAtomicCommit(fd_, request.get(), DRM_MODE_ATOMIC_ALLOW_MODESET, nullptr);
    if (result != 0)
        log::debug("overlay planes cannot be switched off: {}", std::strerror(-result));
    return result == 0;
}

bool KmsDevice::take_overlays(KmsPlanes const* spared)
{
    bool taken = false;
    for (auto* display : std::set{displays}) {
        auto const planes = leases.held_by(display);
        if (display == spared || planes.empty() || !switch_off(planes))
            continue;
        display->overlays_taken();
        taken = true;
    }
    return taken;
}

std::set<PlaneId> KmsDevice::foreign() const
{
    std::set<PlaneId> out;
    for (auto const& plane : planes_)
        if (plane.type() == PlaneType::Overlay && !leases.holder_of(plane.id()) && plane.crtc_now(fd_) != 0)
            out.insert(plane.id());
    return out;
}

std::unique_ptr<PlaneDriver> KmsDevices::planes_of(wlr_output& output)
{
    std::erase_if(all_, [](auto const& entry) { return entry.second.expired(); });
    auto& known = all_[output.backend];
    auto device = known.lock();
    if (!device || device->fd() < 0)
        known = device = std::make_shared<KmsDevice>(*output.backend);
    return std::make_unique<KmsPlanes>(output, std::move(device));
}

void KmsDevices::leave()
{
    for (auto const& [backend, known] : all_)
        if (auto const device = known.lock())
            device->take_overlays(nullptr);
}

} // namespace vitrail
