// Which windows are on show: those of the workspace that their output shows. The rest of the desk is in desk.cpp.

#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

#include <ranges>

namespace vitrail {

bool Desk::belongs_on_show(Window const& window) const
{
    auto const* output = window.output();
    return !output || workspaces_.shown(output->identity()) == window.workspace();
}

/// Before its first picture: with its parent, or where the user is looking.
void Desk::choose_workspace(Window& window) const
{
    auto const* output = window.output();
    if (auto const* parent = window.parent())
        window.set_workspace(parent->workspace());
    else if (output)
        window.set_workspace(workspaces_.shown(output->identity()));
}

/// A window that somebody can see stays so wherever its user or client puts it.
void Desk::keep_on_show(Window& window)
{
    auto const* output = window.output();
    if (!window.on_show() || !output)
        return;
    window.set_workspace(workspaces_.shown(output->identity()));
    if (&window == focused_)
        active_ = output->identity(); // the user goes with it
}

void Desk::bring_on_show(Window& window)
{
    auto* output = window.output();
    if (!output)
        return;
    if (workspaces_.show(output->identity(), window.workspace()))
        workspace_fades_.leave(*output);
    active_ = output->identity();
}

void Desk::show_workspace(Output& output, WorkspaceId workspace)
{
    if (!policy_->windows_are_free())
        return;
    active_ = output.identity();
    if (!workspaces_.show(output.identity(), workspace))
        return;
    workspace_fades_.leave(output);
    restack();
    world_.seat.scene_changed();
    tell_changed();
    focus_on(output);
}

/// With its whole family.
void Desk::send_to_workspace(Window& window, WorkspaceId workspace)
{
    auto const root_of = [](Window* each) {
        while (auto* parent = each->parent())
            each = parent;
        return each;
    };
    auto* const root = root_of(&window);
    auto* const output = window.output();
    for (auto* each : stack_.windows())
        if (root_of(each) == root)
            each->set_workspace(workspace);
    restack();
    world_.seat.scene_changed();
    tell_changed();
    if (output && focused_ && !focused_->visible())
        focus_on(*output);
}

/// The window on top of what this output shows, if there is any.
void Desk::focus_on(Output& output)
{
    for (auto* window : stack_.windows() | std::views::reverse)
        if (window->visible() && window->output() == &output)
            return focus(window);
    focus(nullptr);
}

bool Desk::urgent(Output const& output, WorkspaceId workspace) const
{
    return std::ranges::any_of(stack_.windows(), [&](Window const* window) {
        return window->workspace() == workspace && window->demands_attention() && window->output() == &output;
    });
}

bool Desk::occupied(Output const& output, WorkspaceId workspace) const
{
    return std::ranges::any_of(stack_.windows(),
        [&](Window const* window) { return window->workspace() == workspace && window->output() == &output; });
}

} // namespace vitrail
