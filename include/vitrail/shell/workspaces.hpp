#pragma once

#include "backend/scanout.hpp"
#include "base/id.hpp"

#include <utility>
#include <vector>

namespace vitrail {

/// One of the nine workspaces that every output has, by its number, from 1.
using WorkspaceId = Id<struct WorkspaceTag, int>;

inline constexpr int workspaces_per_output = 9;

/// Which workspace each output shows, by its identity: an output that comes back shows what it showed.
class Workspaces {
public:
    [[nodiscard]] WorkspaceId shown(DisplayIdentity const& output) const;
    /// False if it is there already, or there is no such workspace.
    bool show(DisplayIdentity const& output, WorkspaceId workspace);

    /// Does the automatic layout place its windows?
    [[nodiscard]] bool tiled(DisplayIdentity const& output, WorkspaceId workspace) const;
    [[nodiscard]] bool any_tiled() const;
    void set_tiled(DisplayIdentity const& output, WorkspaceId workspace, bool tiled);
    /// What holds for all that nobody has set.
    void set_tiled_by_default(bool tiled) { tiled_by_default_ = tiled; }

private:
    struct Layout {
        DisplayIdentity output;
        WorkspaceId workspace;
        bool tiled;
    };

    std::vector<std::pair<DisplayIdentity, WorkspaceId>> shown_; // but for those that show the first one still
    std::vector<Layout> layouts_;
    bool tiled_by_default_ = false;
};

} // namespace vitrail
