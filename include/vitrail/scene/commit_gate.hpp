#pragma once

#include "base/client_limits.hpp"
#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "base/time.hpp"
#include "scene/timeline_point.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

struct wl_client;
struct wlr_subsurface;
struct wlr_surface;

namespace vitrail {

class CommitGate;
class Fence;

/// What a client asks of a commit by fifo-v1, commit-timing-v1 and linux-drm-syncobj-v1.
struct CommitWishes {
    bool set_barrier = false;           ///< nothing that waits for the barrier may follow before it was shown
    bool wait_barrier = false;          ///< only after what set the barrier was shown
    std::optional<Time> not_before;     ///< when it should turn into light
    std::optional<TimelinePoint> acquire; ///< its buffer is ready then
    std::optional<TimelinePoint> release; ///< to be signalled when its buffer is not used any more
};

/// What the gates of one scene share.
struct CommitGates {
    EventLoop& loop;
    struct Held;
    /// Commits of sub-surfaces that wait for their parent's next commit, by that parent.
    std::unordered_map<wlr_surface*, std::vector<std::weak_ptr<Held>>> waiting_for_parent;
    /// Commits that arrived and are not applied yet; a client that has more than `most_waiting` is ended.
    std::unordered_map<wl_client*, int> waiting;
    int most_waiting = ClientLimits{}.waiting_commits;
};

/// What the oldest commit that waits needs first.
enum class CommitWait {
    NotSignalled, ///< its buffer is not ready: the fence has not signalled
    Refresh,      ///< the picture before it has to be shown (fifo-v1)
    Moment,       ///< it is for a moment to come (commit-timing-v1)
    Subsurface,   ///< a sub-surface that it takes in is not ready
    Parent,       ///< it changes together with its parent, which waits or has not committed
};

/// Its stable name, as `vitrailctl why` tells it.
[[nodiscard]] std::string_view name_of(CommitWait wait);

/// Lets a surface's commits through one after the other, each when it is ready, so that one late client never makes
/// anybody else wait. Hung on every wl_surface by `Scene::latch_surfaces_of`.
///
/// Ready means: the buffer's fence has signalled (its acquire point, or the implicit fence of its dmabuf); the barrier
/// of fifo-v1 that it waits for is gone; its moment of commit-timing-v1 is near; and all that is to change with it, the
/// commits of its synchronised sub-surfaces, is ready as well.
class CommitGate {
public:
    CommitGate(wlr_surface& surface, CommitGates& gates);
    CommitGate(CommitGate const&) = delete;
    CommitGate& operator=(CommitGate const&) = delete;
    ~CommitGate();

    [[nodiscard]] static CommitGate* of(wlr_surface& surface);

    /// What the next wl_surface.commit asks for. Reset by that commit.
    CommitWishes wishes;

    /// The output has taken over what the surface shows: the barrier is gone.
    void latched();
    /// Lets through what should turn into light at `vblank` or before, as far as nothing else holds it.
    void open_for(Time vblank, Duration period);
    /// When the next held commit should turn into light, if it waits for nothing else before it.
    [[nodiscard]] std::optional<Time> next_moment() const;
    /// Is there a barrier, or a commit that waits?
    [[nodiscard]] bool busy() const { return barrier_ || !held_.empty(); }
    /// How many commits wait.
    [[nodiscard]] std::size_t held() const { return held_.size(); }
    /// Why the surface still shows its last picture; none: no commit waits.
    [[nodiscard]] std::optional<CommitWait> waits_for() const;

    /// Called when somebody should look at the surface at the next refresh: a barrier, or a moment that is near.
    std::function<void()> on_wants_refresh;

private:
    using Held = CommitGates::Held;
    struct Coming {
        bool set_barrier = false;
        std::unique_ptr<ReleasePoint> release; // signalled, too, when the surface goes before
    };

    void on_client_commit();
    void on_commit();
    [[nodiscard]] bool is_plain(CommitWishes const& asked) const;
    void hold(CommitWishes const& asked);
    void count_waiting();
    void on_alarm();
    void add_fences(std::shared_ptr<Held> const& held, std::optional<TimelinePoint> const& acquire);
    void add_children(std::shared_ptr<Held> const& held);
    void wait_for_parent(std::shared_ptr<Held> const& held, wlr_surface& parent);
    void keep(std::shared_ptr<Held> held);
    /// Lets go what waits for nothing any more.
    void settle();
    bool settle_one();
    static void tell_takers(Held& held);
    void release(std::shared_ptr<Held> held);
    void arm_alarm();
    static void release_children_of(wlr_surface* parent, std::uint64_t applied, CommitGates& gates);

    wlr_surface& surface_;
    wl_client* client_;
    CommitGates& gates_;
    std::vector<std::shared_ptr<Held>> held_; // in the order of their commits
    std::vector<Coming> coming_;              // the commits that arrived and are not applied yet
    std::uint64_t arrived_ = 0, applied_ = 0; // commits
    std::uint64_t counted_ = 0;               // as waiting
    bool barrier_ = false;
    Time barrier_since_{};
    Timer alarm_; // a barrier that nobody looks at, or a moment that comes near
    Slot<> client_commit_;
    Slot<> commit_;
};

} // namespace vitrail
