#include "shell/workspaces.hpp"

#include <algorithm>

namespace vitrail {

WorkspaceId Workspaces::shown(DisplayIdentity const& output) const
{
    auto const found = std::ranges::find(shown_, output, &std::pair<DisplayIdentity, WorkspaceId>::first);
    return found == shown_.end() ? WorkspaceId{1} : found->second;
}

bool Workspaces::show(DisplayIdentity const& output, WorkspaceId workspace)
{
    bool const exists = workspace.value >= 1 && workspace.value <= workspaces_per_output;
    if (!exists || shown(output) == workspace)
        return false;
    auto const found = std::ranges::find(shown_, output, &std::pair<DisplayIdentity, WorkspaceId>::first);
    if (found == shown_.end())
        shown_.emplace_back(output, workspace);
    else
        found->second = workspace;
    return true;
}

bool Workspaces::tiled(DisplayIdentity const& output, WorkspaceId workspace) const
{
    auto const found = std::ranges::find_if(
        layouts_, [&](Layout const& each) { return each.output == output && each.workspace == workspace; });
    return found == layouts_.end() ? tiled_by_default_ : found->tiled;
}

bool Workspaces::any_tiled() const { return tiled_by_default_ || std::ranges::any_of(layouts_, &Layout::tiled); }

void Workspaces::set_tiled(DisplayIdentity const& output, WorkspaceId workspace, bool tiled)
{
    std::erase_if(layouts_, [&](Layout const& each) { return each.output == output && each.workspace == workspace; });
    layouts_.push_back({output, workspace, tiled});
}

} // namespace vitrail
