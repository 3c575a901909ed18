#include "shell/session_lock.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "scene/surface_node.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

void tell(std::function<void()> const& whom)
{
    if (whom)
        whom();
}

} // namespace

/// What the locker shows on one output; it must fill it (ext-session-lock-v1, configure).
class SessionLock::Surface {
public:
    Surface(SessionLock& all, wlr_session_lock_surface_v1& surface)
        : all_{all}
        , surface_{surface}
        , tree_{*surface.surface, all.world_.scene.stratum(Stratum::Lock)}
    {
        map_.connect<&Surface::on_map>(this, surface.surface->events.map);
        destroy_.connect<&Surface::on_destroy>(this, surface.events.destroy);
        arrange();
    }

    [[nodiscard]] wlr_surface* surface() const { return surface_.surface; }
    [[nodiscard]] bool mapped() const { return tree_.enabled(); }

    void arrange()
    {
        auto const* output = all_.world_.outputs.find(surface_.output);
        tree_.set_enabled(surface_.surface->mapped && output);
        if (!output)
            return; // switched off by the configuration
        auto const area = output->area();
        tree_.set_position(area.origin());
        if (std::exchange(sent_, area.size()) != area.size())
            wlr_session_lock_surface_v1_configure(&surface_, std::uint32_t(area.width), std::uint32_t(area.height));
    }

private:
    void on_map()
    {
        arrange();
        all_.mapped(*this);
    }
    void on_destroy() { all_.gone(*this); }

    SessionLock& all_;
    wlr_session_lock_surface_v1& surface_;
    SurfaceTree tree_;
    Size<Logical> sent_;
    Slot<> map_, destroy_;
};

SessionLock::SessionLock(wl_display& display, World const& world, std::function<void()> locking)
    : world_{world}
    , locking_{std::move(locking)}
{
    auto* manager = wlr_session_lock_manager_v1_create(&display);
    new_lock_.connect<&SessionLock::on_new_lock>(this, manager->events.new_lock);
}

SessionLock::~SessionLock() = default;

void SessionLock::on_new_lock(wlr_session_lock_v1* lock)
{
    if (lock_) {
        log::info("a second program wants to lock the screen: it is locked");
        return wlr_session_lock_v1_destroy(lock);
    }
    lock_ = lock;
    told_ = false;
    new_surface_.connect<&SessionLock::on_new_surface>(this, lock->events.new_surface);
    unlock_.connect<&SessionLock::on_unlock>(this, lock->events.unlock);
    lock_destroyed_.connect<&SessionLock::on_lock_destroyed>(this, lock->events.destroy);
    close();
    demands_.clear();
    demand_frames();
    tell(events.came);
}

void SessionLock::lock_alone()
{
    close();
    tell(events.died);
}

void SessionLock::close()
{
    locking_();
    world_.scene.set_locked(true);
    world_.keyboard.claim(KeyboardClaim::Lock, nullptr);
    world_.seat.take_back();
}

/// Of those that have none yet: a display that comes meanwhile counts too.
void SessionLock::demand_frames()
{
    for (auto* output : world_.outputs.active())
        if (!std::ranges::contains(demands_, output, &Demand::output))
            demands_.push_back({output, output->demand_frame()});
    output_shown();
}

void SessionLock::output_shown()
{
    if (!lock_ || told_)
        return;
    if (!std::ranges::all_of(demands_, [](Demand const& d) { return d.output->has_shown(d.frame); }))
        return;
    told_ = true;
    demands_.clear();
    wlr_session_lock_v1_send_locked(lock_);
}

void SessionLock::outputs_changed()
{
    for (auto const& surface : surfaces_)
        surface->arrange();
    if (lock_ && !told_)
        demand_frames();
}

void SessionLock::on_new_surface(wlr_session_lock_surface_v1* surface)
{
    surfaces_.push_back(std::make_unique<Surface>(*this, *surface));
}

void SessionLock::mapped(Surface& surface)
{
    if (!world_.keyboard.claimed(KeyboardClaim::Lock))
        world_.keyboard.claim(KeyboardClaim::Lock, surface.surface());
    world_.seat.scene_changed();
}

void SessionLock::gone(Surface& surface)
{
    bool const had_keys = world_.keyboard.claimed(KeyboardClaim::Lock) == surface.surface();
    std::erase_if(surfaces_, [&](auto const& each) { return each.get() == &surface; });
    if (had_keys) {
        auto const next = std::ranges::find_if(surfaces_, &Surface::mapped);
        world_.keyboard.claim(KeyboardClaim::Lock, next == surfaces_.end() ? nullptr : (*next)->surface());
    }
    world_.seat.scene_changed();
}

void SessionLock::pressed(Hit const* hit)
{
    auto const found = std::ranges::find_if(surfaces_,
        [&](auto const& each) { return hit && each->surface() == wlr_surface_get_root_surface(hit->surface); });
    if (found != surfaces_.end())
        world_.keyboard.claim(KeyboardClaim::Lock, (*found)->surface());
}

void SessionLock::on_unlock()
{
    surfaces_.clear();
    world_.scene.set_locked(false);
    world_.keyboard.drop(KeyboardClaim::Lock);
    world_.seat.take_back();
    tell(events.unlocked);
}

void SessionLock::on_lock_destroyed()
{
    new_surface_.disconnect();
    unlock_.disconnect();
    lock_destroyed_.disconnect();
    lock_ = nullptr;
    if (!locked())
        return;
    log::warning("the screen locker is gone: the screen stays locked until another one unlocks it");
    tell(events.died);
}

} // namespace vitrail
