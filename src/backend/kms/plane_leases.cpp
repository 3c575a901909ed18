#include "plane_leases.hpp"

#include <algorithm>

namespace vitrail {

void PlaneLeases::committed(KmsPlanes const* display, Planes planes)
{
    auto const before = held_by(display);
    holds_[display].queued = std::move(planes);
    version_ += held_by(display) != before;
}

void PlaneLeases::presented(KmsPlanes const* display)
{
    auto const it = holds_.find(display);
    if (it == holds_.end())
        return;
    version_ += it->second.shown != it->second.queued;
    it->second.shown = it->second.queued;
}

void PlaneLeases::returned(KmsPlanes const* display)
{
    version_ += holds_.erase(display);
}

PlaneLeases::Planes PlaneLeases::held_by(KmsPlanes const* display) const
{
    auto const it = holds_.find(display);
    if (it == holds_.end())
        return {};
    auto out = it->second.shown;
    out.insert(it->second.queued.begin(), it->second.queued.end());
    return out;
}

KmsPlanes const* PlaneLeases::holder_of(PlaneId plane) const
{
    auto const it = std::ranges::find_if(holds_, [&](auto const& entry) {
        return entry.second.shown.contains(plane) || entry.second.queued.contains(plane);
    });
    return it == holds_.end() ? nullptr : it->first;
}

} // namespace vitrail
