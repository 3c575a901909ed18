#pragma once

#include "base/slot.hpp"
#include "shell/world.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

struct wl_display;
struct wlr_session_lock_surface_v1;
struct wlr_session_lock_v1;

namespace vitrail {

struct Hit;

/// ext_session_lock_v1: a locked screen, which fails closed.
///
/// The lock belongs to Vitrail, not to the locker, its surfaces or wlroots' outputs: a locker only provides pictures,
/// and is the only one who may end it. Locked means that the scene shows the lock stratum and nothing else. A locker
/// that dies, an output that has no lock surface yet, or one that comes later, leave black, and keys for nobody.
/// Another locker may take over then.
class SessionLock {
public:
    /// `locking` is called before anything is locked: whoever holds pointer or keyboard lets go.
    SessionLock(wl_display& display, World const& world, std::function<void()> locking);
    ~SessionLock();
    SessionLock(SessionLock const&) = delete;
    SessionLock& operator=(SessionLock const&) = delete;

    struct Events {
        std::function<void()> came, died; ///< somebody looks after the lock; nobody does, and it is locked
        std::function<void()> unlocked;
    };
    Events events;

    /// Locked, with nobody who looks after it: as if a locker had died.
    void lock_alone();
    [[nodiscard]] bool locked() const { return world_.scene.locked(); }

    /// A button or finger went down: the lock surface there gets the keys.
    void pressed(Hit const* hit);
    void outputs_changed();
    /// A display has shown a frame: when none shows an unlocked one any more, the locker is told.
    void output_shown();

private:
    class Surface;
    /// Until the locker is told: from which frame on the output shows nothing but the lock.
    struct Demand {
        Output* output;
        std::uint64_t frame;
    };

    void on_new_lock(wlr_session_lock_v1* lock);
    void on_new_surface(wlr_session_lock_surface_v1* surface);
    void on_unlock();
    void on_lock_destroyed();
    void gone(Surface& surface);
    void mapped(Surface& surface);
    void demand_frames();
    void close();

    World world_;
    std::function<void()> locking_;
    wlr_session_lock_v1* lock_ = nullptr; ///< null: unlocked, or nobody looks after the lock
    bool told_ = false; ///< the locker knows that all is locked
    std::vector<Demand> demands_;
    std::vector<std::unique_ptr<Surface>> surfaces_;
    Slot<wlr_session_lock_v1> new_lock_;
    Slot<wlr_session_lock_surface_v1> new_surface_;
    Slot<> unlock_, lock_destroyed_;
};

} // namespace vitrail
