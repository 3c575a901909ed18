#pragma once

#include "base/idle_call.hpp"
#include "base/slot.hpp"
#include "shell/world.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wlr_ext_workspace_manager_v1;
struct wlr_ext_workspace_v1_commit_event;

namespace vitrail {

class Desk;

/// ext_workspace_manager_v1: workspaces as panels see them. A group for each output, with its nine workspaces; those
/// that are neither shown nor in use are hidden.
class WorkspaceList {
public:
    WorkspaceList(wl_display& display, World const& world, Desk& desk);
    ~WorkspaceList();

    /// Outputs, windows or what is shown changed: clients are told at the end of this turn of the loop, once.
    void changed() { look_again_.ask(); }

private:
    class Group;

    void on_commit(wlr_ext_workspace_v1_commit_event* event);
    void update();

    World world_;
    Desk& desk_;
    wlr_ext_workspace_manager_v1* manager_; // ends with the display
    std::vector<std::unique_ptr<Group>> groups_;
    IdleCall look_again_;
    Slot<wlr_ext_workspace_v1_commit_event> commit_;
};

} // namespace vitrail
