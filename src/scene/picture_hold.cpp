#include "scene/picture_hold.hpp"

#include "base/wlr.hpp"
#include "lost_role.hpp"

namespace vitrail {

PictureHold::PictureHold(wlr_surface& surface, std::function<void()> came) : surface_{&surface}, came_{std::move(came)}
{
    client_commit_.connect<&PictureHold::on_client_commit>(this, surface.events.client_commit);
    destroy_.connect<&PictureHold::on_destroy>(this, surface.events.destroy);
}

PictureHold::~PictureHold()
{
    client_commit_.disconnect();
    if (surface_ && !has_lost_its_role(*surface_))
        for (auto const seq : held_)
            wlr_surface_unlock_cached(surface_, seq);
}

void PictureHold::on_client_commit()
{
    held_.push_back(wlr_surface_lock_pending(surface_));
    auto const came = came_; // it may end us
    came();
}

/// wlroots drops what was held.
void PictureHold::on_destroy()
{
    client_commit_.disconnect();
    destroy_.disconnect();
    surface_ = nullptr;
}

} // namespace vitrail
