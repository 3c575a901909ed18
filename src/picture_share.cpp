#include "picture_share.hpp"

#include "base/wlr.hpp"

namespace vitrail {

namespace {

constexpr std::int64_t bytes_of_pixel = 4, bytes_of_mib = 1024 * 1024;

/// What a renderer's copy of it takes.
std::int64_t size_of_copy(wlr_buffer* buffer)
{
    wlr_shm_attributes shm{};
    return buffer && wlr_buffer_get_shm(buffer, &shm) ? bytes_of_pixel * shm.width * shm.height : 0;
}

} // namespace

PictureShare::PictureShare(wlr_surface& surface, PictureShares& shares)
    : surface_{surface}, client_{wl_resource_get_client(surface.resource)}, shares_{shares}
{
    commit_.connect<&PictureShare::on_commit>(this, surface.events.commit);
}

PictureShare::~PictureShare() { count(0); }

void PictureShare::on_commit()
{
    if (surface_.current.committed & WLR_SURFACE_STATE_BUFFER)
        count(size_of_copy(surface_.current.buffer));
}

void PictureShare::count(std::int64_t bytes)
{
    if (bytes == bytes_)
        return;
    auto const all = shares_.bytes.try_emplace(client_).first;
    auto const before = all->second;
    all->second += bytes - bytes_;
    bytes_ = bytes;
    auto const limit = shares_.most * bytes_of_mib;
    if (all->second > limit && before <= limit)
        accuse_of_excess(*client_, "MiB of pictures", "memory", shares_.most);
    if (all->second == 0)
        shares_.bytes.erase(all);
}

} // namespace vitrail
