#include "shell/workspace_list.hpp"

#include "base/list.hpp"
#include "base/wlr.hpp"
#include "shell/desk.hpp"

#include <algorithm>
#include <array>
#include <format>

namespace vitrail {

namespace {

constexpr std::uint32_t workspace_version = 1;

} // namespace

/// The workspaces of one output.
class WorkspaceList::Group {
public:
    Group(WorkspaceList& all, Output& output);
    ~Group();

    [[nodiscard]] Output& output() const { return output_; }
    void update();
    /// The workspace with this handle; nothing if it is none of these.
    [[nodiscard]] WorkspaceId find(wlr_ext_workspace_handle_v1 const* handle) const;

private:
    WorkspaceList& all_;
    Output& output_;
    wlr_ext_workspace_group_handle_v1* handle_;
    std::array<wlr_ext_workspace_handle_v1*, workspaces_per_output> workspaces_{};
};

WorkspaceList::Group::Group(WorkspaceList& all, Output& output)
    : all_{all}
    , output_{output}
    , handle_{wlr_ext_workspace_group_handle_v1_create(all.manager_, 0)}
{
    for (std::uint32_t i = 0; i < workspaces_.size(); ++i) {
        auto const name = std::to_string(i + 1);
        auto const id = std::format("{}-{}", output.identity().connector, name);
        workspaces_[i] = wlr_ext_workspace_handle_v1_create(
            all.manager_, id.c_str(), EXT_WORKSPACE_HANDLE_V1_WORKSPACE_CAPABILITIES_ACTIVATE);
        wlr_ext_workspace_handle_v1_set_name(workspaces_[i], name.c_str());
        wlr_ext_workspace_handle_v1_set_coordinates(workspaces_[i], &i, 1);
        wlr_ext_workspace_handle_v1_set_group(workspaces_[i], handle_);
    }
}

WorkspaceList::Group::~Group()
{
    for (auto* workspace : workspaces_)
        wlr_ext_workspace_handle_v1_destroy(workspace);
    wlr_ext_workspace_group_handle_v1_destroy(handle_);
}

void WorkspaceList::Group::update()
{
    // Again is no news to it; and wlroots' output is a new one each time the display comes.
    wlr_ext_workspace_group_handle_v1_output_enter(handle_, &output_.scanout()->c());
    auto const& desk = all_.desk_;
    for (int i = 0; i < workspaces_per_output; ++i) {
        WorkspaceId const id{i + 1};
        bool const shown = desk.shown_workspace(output_) == id;
        wlr_ext_workspace_handle_v1_set_active(workspaces_[std::size_t(i)], shown);
        wlr_ext_workspace_handle_v1_set_urgent(workspaces_[std::size_t(i)], desk.urgent(output_, id));
        wlr_ext_workspace_handle_v1_set_hidden(workspaces_[std::size_t(i)], !shown && !desk.occupied(output_, id));
    }
}

WorkspaceId WorkspaceList::Group::find(wlr_ext_workspace_handle_v1 const* handle) const
{
    auto const found = std::ranges::find(workspaces_, handle);
    return found == workspaces_.end() ? WorkspaceId{} : WorkspaceId{int(found - workspaces_.begin()) + 1};
}

WorkspaceList::WorkspaceList(wl_display& display, World const& world, Desk& desk)
    : world_{world}
    , desk_{desk}
    , manager_{wlr_ext_workspace_manager_v1_create(&display, workspace_version)}
    , look_again_{world.loop.c(), [this] { update(); }}
{
    commit_.connect<&WorkspaceList::on_commit>(this, manager_->events.commit);
}

WorkspaceList::~WorkspaceList() = default;

void WorkspaceList::on_commit(wlr_ext_workspace_v1_commit_event* event)
{
    using Request = wlr_ext_workspace_v1_request;
    for (auto const* request : linked<Request>(*event->requests, offsetof(Request, link))) {
        if (request->type != WLR_EXT_WORKSPACE_V1_REQUEST_ACTIVATE || !request->activate.workspace)
            continue;
        for (auto const& group : groups_)
            if (auto const id = group->find(request->activate.workspace))
                desk_.show_workspace(group->output(), id);
    }
}

void WorkspaceList::update()
{
    auto const outputs = world_.outputs.active();
    std::erase_if(groups_, [&](auto const& group) { return !std::ranges::contains(outputs, &group->output()); });
    for (auto* output : outputs) {
        auto const has_it = [&](auto const& group) { return &group->output() == output; };
        if (std::ranges::none_of(groups_, has_it))
            groups_.push_back(std::make_unique<Group>(*this, *output));
    }
    for (auto const& group : groups_)
        group->update();
}

} // namespace vitrail
