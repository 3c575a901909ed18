// Which commit is applied when.
//
// Goal: what is latched is ready, so that neither composition nor a plane ever waits for a client; a synchronised tree
// changes as a whole. Constraint: wlroots applies commits by itself, in order; all that can be done from outside is to
// lock the pending one, which then waits in wlroots' queue (and all later ones behind it), and to unlock it.
//
// One lock on each commit that is not ready is not enough for trees. wlroots' own lock on a synchronised child goes when
// its parent commits, whether or not the child's buffer is ready, and whichever commit of the child is the latest. So:
//
//     child C1 (fence open)   ── locked until its fence signals
//     parent P1               ── takes in C1: locked until C1 is ready
//     child C2                ── comes while P1 waits: belongs to P2, so locked until P2 is applied
//     fence signals           ── C1 ready, P1 applied with C1: the tree changes once, whole
//     parent P2               ── applied, and C2 with it: twice, whole
//
// A child's commit is "ready" when only its parent is missing: that is what the parent waits for, never the other way
// round, so nothing waits for itself.

#include "scene/commit_gate.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "held_commit.hpp"
#include "lost_role.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

/// A barrier on a surface that no output looks at goes after this time: its client must not hang.
constexpr Duration unseen_refresh = 50ms;

} // namespace

CommitGate::CommitGate(wlr_surface& surface, CommitGates& gates)
    : surface_{surface}, client_{wl_resource_get_client(surface.resource)}, gates_{gates}, alarm_{gates.loop, [this] { on_alarm(); }}
{
    client_commit_.connect<&CommitGate::on_client_commit>(this, surface.events.client_commit);
    commit_.connect<&CommitGate::on_commit>(this, surface.events.commit);
}

CommitGate::~CommitGate()
{
    for (auto const& held : std::exchange(held_, {})) {
        held->gate = nullptr; // wlroots drops its queue by itself
        tell_takers(*held);
    }
    release_children_of(&surface_, UINT64_MAX, gates_);
    applied_ = arrived_;
    count_waiting();
}

CommitGate* CommitGate::of(wlr_surface& surface) { return attached<CommitGate>(surface.addons); }

// --- letting through -----------------------------------------------------------------------------------------------

void CommitGate::settle()
{
    while (settle_one()) { }
    arm_alarm();
}

/// What it does may come back here through the commits of other surfaces: so after each step the list is new.
bool CommitGate::settle_one()
{
    if (has_lost_its_role(surface_))
        return false;
    for (auto held : held_) {
        if (held->barrier && !barrier_ && applied_ == held->index)
            held->barrier = false;
        if (!held->ready())
            continue;
        if (!std::exchange(held->told, true)) {
            tell_takers(*held);
            return true;
        }
        if (!held->parent) {
            release(held);
            return true;
        }
    }
    return false;
}

void CommitGate::tell_takers(Held& held)
{
    for (auto const& taker : std::exchange(held.takers, {}))
        if (auto const t = taker.lock(); t && t->open_children-- == 1 && t->gate)
            t->gate->settle();
}

void CommitGate::release(std::shared_ptr<Held> held)
{
    std::erase(held_, held);
    wlr_surface_unlock_cached(&surface_, held->seq); // may apply it, and more behind it
}

void CommitGate::on_commit()
{
    ++applied_;
    if (counted_ > 0)
        count_waiting();
    if (!coming_.empty()) {
        if (auto& release = coming_.front().release; release && surface_.current.buffer)
            signal_with_release(*surface_.current.buffer, std::move(release));
        if (coming_.front().set_barrier && !is_synchronised(surface_)) {
            barrier_ = true;
            barrier_since_ = gates_.loop.now();
            if (on_wants_refresh)
                on_wants_refresh();
        }
        coming_.erase(coming_.begin());
    }
    release_children_of(&surface_, applied_, gates_);
    settle();
}

void CommitGate::release_children_of(wlr_surface* parent, std::uint64_t applied, CommitGates& gates)
{
    auto const found = gates.waiting_for_parent.find(parent);
    if (found == gates.waiting_for_parent.end())
        return;
    auto const waiting = std::exchange(found->second, {});
    std::vector<std::weak_ptr<Held>> later;
    std::vector<std::shared_ptr<Held>> now;
    for (auto const& weak : waiting)
        if (auto held = weak.lock(); held && held->gate && held->parent)
            *held->parent <= applied ? now.push_back(std::move(held)) : later.push_back(weak);
    if (later.empty())
        gates.waiting_for_parent.erase(found);
    else
        found->second = std::move(later);
    for (auto const& held : now) {
        held->parent.reset();
        if (held->gate)
            held->gate->settle();
    }
}

void CommitGate::latched()
{
    barrier_ = false;
    settle();
}

void CommitGate::open_for(Time vblank, Duration period)
{
    bool any = false;
    for (auto const& held : held_)
        if (held->moment && *held->moment <= vblank + period / 2) {
            held->moment.reset();
            any = true;
        }
    if (any)
        settle();
}

std::optional<Time> CommitGate::next_moment() const
{
    auto const first = std::ranges::find_if(held_, [](auto const& h) { return h->moment.has_value(); });
    return first == held_.end() ? std::nullopt : (*first)->moment;
}

std::optional<CommitWait> CommitGate::waits_for() const
{
    if (held_.empty())
        return std::nullopt;
    auto const& first = *held_.front();
    return first.open_fences      ? CommitWait::NotSignalled
           : first.barrier        ? CommitWait::Refresh
           : first.moment         ? CommitWait::Moment
           : first.open_children  ? CommitWait::Subsurface
                                  : CommitWait::Parent;
}

std::string_view name_of(CommitWait wait)
{
    switch (wait) {
    case CommitWait::NotSignalled: return "not-signalled";
    case CommitWait::Refresh:      return "refresh";
    case CommitWait::Moment:       return "moment";
    case CommitWait::Subsurface:   return "sub-surface";
    case CommitWait::Parent:       return "parent";
    }
    return "";
}

// --- time ----------------------------------------------------------------------------------------------------------

void CommitGate::arm_alarm()
{
    auto when = Time::max();
    if (barrier_)
        when = barrier_since_ + unseen_refresh;
    if (auto const moment = next_moment())
        when = std::min(when, *moment - unseen_refresh);
    if (when == Time::max())
        alarm_.disarm();
    else
        alarm_.arm(when);
}

/// Nobody has latched the surface, or its moment is near. An output that shows it opens the gate at the right refresh;
/// without one time alone does.
void CommitGate::on_alarm()
{
    auto const now = gates_.loop.now();
    if (barrier_)
        return latched();
    if (on_wants_refresh)
        on_wants_refresh();
    open_for(now, 0ns);
    if (auto const moment = next_moment())
        alarm_.arm(std::max(*moment, now + 1ms));
}

} // namespace vitrail
