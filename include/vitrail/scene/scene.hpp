#pragma once

#include "base/event_loop.hpp"
#include "base/geometry.hpp"
#include "base/slot.hpp"
#include "frame/content.hpp"
#include "scene/commit_gate.hpp"
#include "scene/heartbeat.hpp"
#include "scene/node.hpp"
#include "scene/surface_hints.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct wlr_compositor;
struct wlr_surface;

namespace vitrail {

class Dissolve;
class Grip;
class ShmImport;
class SurfaceNode;
class Viewport;

/// The order of everything on a screen, bottom to top. Past: what fades out over the others. Popups: those of panels; a window
/// has its popups with it.
enum class Stratum { Background, Bottom, Windows, Top, Fullscreen, Past, Overlay, Popups, Lock, DragIcon, Cursor, Count };

/// What lies under a point: the surface that takes input there, and where on it.
struct Hit {
    SurfaceNode* node;
    wlr_surface* surface;
    FPoint<Logical> local; ///< surface-local
};

/// Whatever takes input under a point: a client's surface, or something of ours, or nothing.
struct Target {
    std::optional<Hit> hit;
    Grip const* grip = nullptr;
};

/// Everything there is to show, as one tree over the logical layout; outputs look at it through Viewports.
///
/// The tree only links: nodes belong to whoever made them, and unlink themselves when they go.
class Scene {
public:
    /// `loop` tells when a client's picture came, and waits for those that are not ready.
    explicit Scene(EventLoop& loop);
    ~Scene();
    Scene(Scene const&) = delete;
    Scene& operator=(Scene const&) = delete;

    /// Latches what clients commit to the surfaces of this global (see SurfaceLatch). To be called once, as soon as the
    /// global is made; surfaces that were there before stay invisible.
    void latch_surfaces_of(wlr_compositor& compositor, SurfaceHints const& hints = {});

    /// Shared memory of clients whose surfaces come from now on is shown as dmabufs where `import` can; null: it is not.
    void use(std::unique_ptr<ShmImport> import);

    [[nodiscard]] Tree& root() { return root_; }
    [[nodiscard]] Tree& stratum(Stratum s) { return *strata_[std::size_t(s)]; }

    /// How many commits of one client may wait at a time (see CommitGate).
    void limit_waiting_commits(int most) { gates_.most_waiting = most; }

    /// While it is locked nothing is shown and nothing takes input but the lock stratum and the cursor, on every output,
    /// whoever adds what.
    void set_locked(bool locked);
    [[nodiscard]] bool locked() const { return locked_; }

    /// The topmost surface that accepts input at `at`, ignoring the cursor and drag icons.
    [[nodiscard]] std::optional<Hit> hit(FPoint<Logical> at) { return target(at).hit; }
    /// The same, or the grip that is above it.
    [[nodiscard]] Target target(FPoint<Logical> at);
    /// What lies under a point may be something else now: a node came, went or lies elsewhere, or a surface takes input
    /// elsewhere. Called while it changes: look later. Cursors do not count.
    std::function<void()> on_rearranged;

    /// The viewports, in the order in which they came. They register themselves.
    [[nodiscard]] std::vector<Viewport*> const& viewports() const { return viewports_; }

    /// Asked for each frame callback: may it be sent as late as its client allows (see Pace)? Null: all may.
    std::function<bool(wlr_surface&)> paces;

    /// A picture for `vblank` is about to be made: what fades is taken to where it is then.
    void step(Time vblank);
    /// Does anything fade at the moment?
    [[nodiscard]] bool fades() const { return !dissolves_.empty(); }

    [[nodiscard]] Heartbeat& heartbeat() { return heartbeat_; }
    /// A name for something that will produce pictures; never given twice.
    [[nodiscard]] SourceId new_source() { return {++last_source_}; }

private:
    friend class Dissolve;
    friend class Viewport;
    friend class Node;

    void on_new_surface(wlr_surface* surface);
    void on_compositor_destroy();

    CommitGates gates_;
    SurfaceHints hints_;
    std::unique_ptr<ShmImport> shm_import_;
    Heartbeat heartbeat_;
    Tree root_;
    std::array<std::unique_ptr<Tree>, std::size_t(Stratum::Count)> strata_;
    std::vector<Viewport*> viewports_;
    std::vector<Dissolve*> dissolves_;
    std::uint64_t last_source_ = 0;
    bool locked_ = false;
    Slot<wlr_surface> new_surface_;
    Slot<> compositor_destroy_;
};

} // namespace vitrail
