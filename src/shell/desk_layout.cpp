// The automatic layout of workspaces, and what rules say of new windows. The rest of the desk is in desk.cpp.

#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

#include <algorithm>

namespace vitrail {

namespace {

bool is_called(DisplayIdentity const& display, std::string const& name)
{
    return display.connector == name || display.make + " " + display.model + " " + display.serial == name;
}

} // namespace

void Desk::configure(ShellConfig const& config)
{
    config_ = config;
    workspaces_.set_tiled_by_default(config.windows.tile);
    arrange_tiles();
}

/// Before its first picture. Its client's own wishes come before.
void Desk::apply_rule(Window& window)
{
    auto const rule = config_.rules.rule_for(window.app_id(), window.title());
    for (auto* output : world_.outputs.active())
        if (rule.output && is_called(output->identity(), *rule.output))
            window.send_home_to(*output);
    choose_workspace(window);
    if (rule.workspace)
        window.set_workspace(*rule.workspace);
    if (rule.size)
        window.set_free_size(*rule.size);
    if (rule.maximised)
        window.set_fit(*rule.maximised ? Fit::Maximised : Fit::Free);
    if (rule.fullscreen)
        window.set_fullscreen(*rule.fullscreen);
    window.set_on_top(rule.on_top.value_or(window.wishes().on_top));
    window.set_floating(rule.floating.value_or(false));
}

void Desk::put_by_rule(Window& window)
{
    auto const* output = window.output();
    auto const rule = config_.rules.rule_for(window.app_id(), window.title());
    if (policy_->windows_are_free() && output && rule.position && !window.returns())
        window.move_to(output->area().origin() + *rule.position);
}

/// Dialogs, what its user has taken out or made fill the screen, and what has but one size, are above the layout.
bool Desk::belongs_in_layout(Window const& window) const
{
    auto const limits = window.limits();
    bool const one_size = !limits.min.empty() && limits.min == limits.max;
    bool const placed_by_user = window.fit() != Fit::Free && window.fit() != Fit::Tiled;
    return !window.parent() && !window.floating() && !window.minimised() && !one_size && !placed_by_user;
}

void Desk::leave_layout(Window& window)
{
    std::erase(in_order_, &window);
    layout_change_.forget(window);
}

void Desk::arrange_tiles()
{
    if (arranging_ || !policy_->windows_are_free())
        return;
    auto const tiled = [](auto const* window) { return window->fit() == Fit::Tiled; };
    if (!workspaces_.any_tiled() && std::ranges::none_of(in_order_, tiled))
        return;
    arranging_ = true;
    for (auto* output : world_.outputs.active())
        for (int number = 1; number <= workspaces_per_output; ++number)
            arrange_tiles(*output, WorkspaceId{number});
    arranging_ = false;
}

void Desk::arrange_tiles(Output& output, WorkspaceId workspace)
{
    bool const tiled = workspaces_.tiled(output.identity(), workspace);
    std::vector<Window*> members;
    for (auto* window : in_order_) {
        if (window->workspace() != workspace || window->output() != &output)
            continue;
        if (tiled && belongs_in_layout(*window))
            members.push_back(window);
        else if (window->fit() == Fit::Tiled && !window->minimised())
            window->set_fit(Fit::Free);
    }
    auto const cells = tiles(world_.usable_area(output), int(members.size()));
    for (std::size_t i = 0; i < members.size(); ++i) {
        members[i]->set_cell(cells[i]);
        bool const seen = !members[i]->mapped() || members[i]->visible();
        if (members.size() > 1 && seen && members[i]->awaited())
            layout_change_.wait_for(*members[i]);
    }
}

void Desk::toggle_layout(Output& output)
{
    auto const workspace = workspaces_.shown(output.identity());
    workspaces_.set_tiled(output.identity(), workspace, !workspaces_.tiled(output.identity(), workspace));
    arrange_tiles();
}

void Desk::toggle_float(Window& window)
{
    window.set_floating(!window.floating());
    arrange_tiles();
}

} // namespace vitrail
