#pragma once

#include "fence.hpp"
#include "scene/commit_gate.hpp"

namespace vitrail {

/// One commit that waits in wlroots' queue.
struct CommitGates::Held {
    CommitGate* gate = nullptr; // null: the surface is gone
    std::uint32_t seq = 0;      // wlroots' name for it
    std::uint64_t index = 0;    // how many commits of the surface come before
    std::vector<std::unique_ptr<Fence>> fences;
    std::size_t open_fences = 0;
    bool barrier = false;            // waits for the one before to be shown
    std::optional<Time> moment;
    std::size_t open_children = 0;   // commits of sub-surfaces it takes in
    std::optional<std::uint64_t> parent; // waits until the parent has applied so many commits
    std::vector<std::weak_ptr<Held>> takers; // of the parent, which wait for this one to be ready
    bool told = false;

    [[nodiscard]] bool ready() const { return open_fences == 0 && !barrier && !moment && open_children == 0; }
};

/// Is it taken in by its parent's commits? (wl_subsurface: also when any ancestor is.)
[[nodiscard]] bool is_synchronised(wlr_surface& surface);

} // namespace vitrail
