#include "shell/popup.hpp"

#include "base/wlr.hpp"
#include "shell/popups.hpp"

#include <utility>

namespace vitrail {

Popup::Popup(Popups& popups, wlr_xdg_popup& popup, Tree& tree)
    : popups_{popups}, popup_{popup}, tree_{*popup.base->surface, tree}
{
    tree_.set_enabled(false);
    auto& surface = popup.base->surface->events;
    commit_.connect<&Popup::on_commit>(this, surface.commit);
    map_.connect<&Popup::on_map>(this, surface.map);
    unmap_.connect<&Popup::on_unmap>(this, surface.unmap);
    reposition_.connect<&Popup::on_reposition>(this, popup.events.reposition);
    destroy_.connect<&Popup::on_destroy>(this, popup.events.destroy);
}

wlr_surface& Popup::surface() const { return *popup_.base->surface; }
bool Popup::grabbing() const { return popup_.seat != nullptr; }

Point<Logical> Popup::offset() const { return {popup_.current.geometry.x, popup_.current.geometry.y}; }

void Popup::place(Point<Logical> origin)
{
    origin_ = origin;
    auto const& geometry = popup_.base->geometry;
    tree_.set_position(origin - Point<Logical>{geometry.x, geometry.y});
}

void Popup::on_commit()
{
    popup_.base->initialized = true; // unmapping takes it back (see XdgShell::on_popup)
    switch (stage_) {
    case Stage::New:
        stage_ = Stage::Configured;
        return popups_.constrain(*this);
    case Stage::Leaving:
        stage_ = Stage::New;
        return;
    case Stage::Configured:
        break;
    }
    auto const& geometry = popup_.base->geometry;
    auto const now = std::pair{offset(), Point<Logical>{geometry.x, geometry.y}};
    if (std::exchange(placed_for_, now) != now)
        popups_.changed();
}

void Popup::on_map()
{
    popups_.changed();
    tree_.set_enabled(true);
    popups_.mapped(*this);
}

void Popup::on_unmap()
{
    tree_.set_enabled(false);
    stage_ = Stage::Leaving;
    popups_.unmapped(*this);
}

void Popup::on_reposition() { popups_.constrain(*this); }

void Popup::on_destroy() { popups_.gone(*this); }

} // namespace vitrail
