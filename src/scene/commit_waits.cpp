// What a commit waits for. Why, and how it is let through, is in commit_gate.cpp.

#include "base/list.hpp"
#include "base/wlr.hpp"
#include "held_commit.hpp"
#include "sync_surface.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace vitrail {

bool is_synchronised(wlr_surface& surface)
{
    for (auto* sub = wlr_subsurface_try_from_wlr_surface(&surface); sub;
         sub = wlr_subsurface_try_from_wlr_surface(sub->parent))
        if (sub->synchronized)
            return true;
    return false;
}

void CommitGate::on_client_commit()
{
    auto const asked = std::exchange(wishes, {});
    if (!has_its_points(surface_, asked))
        return; // wlroots drops it as well
    ++arrived_;
    coming_.push_back({asked.set_barrier, asked.release ? std::make_unique<ReleasePoint>(*asked.release) : nullptr});
    bool const plain = is_plain(asked);
    if (!plain || arrived_ - applied_ > 1)
        count_waiting();
    if (!plain)
        hold(asked);
}

/// Is there nothing that it could wait for? So are nearly all; they are applied at once.
bool CommitGate::is_plain(CommitWishes const& asked) const
{
    auto const& next = surface_.pending;
    bool const has_children = !wl_list_empty(&next.subsurfaces_below) || !wl_list_empty(&next.subsurfaces_above);
    bool const waits = asked.wait_barrier || asked.not_before || asked.acquire;
    bool const has_picture = (next.committed & WLR_SURFACE_STATE_BUFFER) != 0 && next.buffer;
    return held_.empty() && !waits && !has_children && !(has_picture && is_being_drawn(*next.buffer)) && !is_synchronised(surface_);
}

void CommitGate::hold(CommitWishes const& asked)
{
    auto held = std::make_shared<Held>();
    held->gate = this;
    held->index = arrived_ - 1;
    add_fences(held, asked.acquire);
    add_children(held);
    bool set_free = false; // an earlier one, which came while the surface was synchronised
    auto* const sub = wlr_subsurface_try_from_wlr_surface(&surface_);
    if (sub && is_synchronised(surface_)) {
        wait_for_parent(held, *sub->parent);
    } else {
        for (auto const& earlier : held_)
            set_free |= std::exchange(earlier->parent, std::nullopt).has_value();
        bool const behind_barrier = barrier_ || std::ranges::any_of(coming_ | std::views::reverse | std::views::drop(1),
                                                                    &Coming::set_barrier);
        held->barrier = asked.wait_barrier && behind_barrier;
        if (asked.not_before && *asked.not_before > gates_.loop.now())
            held->moment = asked.not_before;
    }
    if (!held->ready() || held->parent)
        keep(std::move(held));
    if (set_free)
        settle();
}

/// All that arrived and are not applied. What waits behind another commit of its surface is not held here, but by wlroots:
/// it counts as well.
void CommitGate::count_waiting()
{
    auto const waiting = arrived_ - applied_;
    if (waiting == counted_)
        return;
    bool const more = waiting > counted_;
    auto const entry = gates_.waiting.try_emplace(client_).first;
    entry->second += int(waiting - counted_);
    counted_ = waiting;
    if (entry->second <= 0)
        gates_.waiting.erase(entry);
    else if (more && entry->second > gates_.most_waiting)
        accuse_of_excess(*client_, "commits that wait", "waiting-commits", gates_.most_waiting);
}

void CommitGate::add_fences(std::shared_ptr<Held> const& held, std::optional<TimelinePoint> const& acquire)
{
    held->fences = pending_fences(surface_, acquire, gates_.loop.c(), [weak = std::weak_ptr{held}] {
        if (auto const h = weak.lock(); h && h->open_fences-- == 1 && h->gate)
            h->gate->settle();
    });
    held->open_fences = held->fences.size();
}

/// The commits of synchronised sub-surfaces that it takes in.
void CommitGate::add_children(std::shared_ptr<Held> const& held)
{
    bool const all = is_synchronised(surface_);
    for (auto const* list : {&surface_.pending.subsurfaces_below, &surface_.pending.subsurfaces_above})
        for (auto* sub : linked<wlr_subsurface>(*list, offsetof(wlr_subsurface, pending.link))) {
            auto* const gate = all || sub->synchronized ? of(*sub->surface) : nullptr;
            if (!gate)
                continue;
            for (auto const& child : gate->held_)
                if (!child->ready()) {
                    child->takers.push_back(held);
                    ++held->open_children;
                }
        }
}

/// While a commit of the parent is not ready, this one belongs to the next. One that only waits for its own parent, as a
/// synchronised sub-surface's does, takes it in.
void CommitGate::wait_for_parent(std::shared_ptr<Held> const& held, wlr_surface& parent)
{
    auto const* gate = of(parent);
    if (!gate || gate->held_.empty())
        return;
    bool const ready = std::ranges::all_of(gate->held_, [](auto const& h) { return h->ready(); });
    held->parent = gate->arrived_ + (ready ? 0 : 1);
    gates_.waiting_for_parent[&parent].push_back(held);
}

void CommitGate::keep(std::shared_ptr<Held> held)
{
    held->seq = wlr_surface_lock_pending(&surface_);
    held_.push_back(std::move(held));
    arm_alarm();
}

} // namespace vitrail
