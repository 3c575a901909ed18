#include "shell/toplevel_list.hpp"

#include "base/wlr.hpp"
#include "shell/desk.hpp"

#include <algorithm>
#include <string>

namespace vitrail {

namespace {

constexpr std::uint32_t list_version = 1;

} // namespace

/// One window in both lists.
class ToplevelList::Entry {
public:
    Entry(ToplevelList& all, Window& window);
    ~Entry();

    [[nodiscard]] Window& window() const { return window_; }
    [[nodiscard]] wlr_foreign_toplevel_handle_v1& handle() const { return *handle_; }
    /// Tells clients what is different.
    void update();

private:
    void update_names();
    void update_output();
    void bring_back(bool wanted);
    void on_maximise(wlr_foreign_toplevel_handle_v1_maximized_event* event)
    {
        wishes().wants_maximised(window_, event->maximized);
        bring_back(event->maximized);
    }
    void on_minimise(wlr_foreign_toplevel_handle_v1_minimized_event* e);
    void on_activate() { all_.desk_.focus(&window_); }
    void on_fullscreen(wlr_foreign_toplevel_handle_v1_fullscreen_event* e);
    void on_close() { window_.close(); }
    /// What clients wish of their own windows, others may wish too, as far as the policy goes.
    [[nodiscard]] WindowEvents& wishes() const { return all_.desk_; }

    ToplevelList& all_;
    Window& window_;
    wlr_ext_foreign_toplevel_handle_v1* listed_;
    wlr_foreign_toplevel_handle_v1* handle_;
    wlr_output* on_ = nullptr; // compared; followed only while the outputs know it
    std::string title_, app_id_;
    Slot<> activate_, close_;
    Slot<wlr_foreign_toplevel_handle_v1_maximized_event> maximise_;
    Slot<wlr_foreign_toplevel_handle_v1_minimized_event> minimise_;
    Slot<wlr_foreign_toplevel_handle_v1_fullscreen_event> fullscreen_;
};

ToplevelList::Entry::Entry(ToplevelList& all, Window& window)
    : all_{all}
    , window_{window}
    , handle_{wlr_foreign_toplevel_handle_v1_create(all.manager_)}
    , title_{window.title()}
    , app_id_{window.app_id()}
{
    wlr_ext_foreign_toplevel_handle_v1_state const state{.title = title_.c_str(), .app_id = app_id_.c_str()};
    listed_ = wlr_ext_foreign_toplevel_handle_v1_create(all.list_, &state);
    listed_->data = &window;
    wlr_foreign_toplevel_handle_v1_set_title(handle_, title_.c_str());
    wlr_foreign_toplevel_handle_v1_set_app_id(handle_, app_id_.c_str());
    auto& asked = handle_->events;
    activate_.connect<&Entry::on_activate>(this, asked.request_activate);
    close_.connect<&Entry::on_close>(this, asked.request_close);
    maximise_.connect<&Entry::on_maximise>(this, asked.request_maximize);
    minimise_.connect<&Entry::on_minimise>(this, asked.request_minimize);
    fullscreen_.connect<&Entry::on_fullscreen>(this, asked.request_fullscreen);
}

ToplevelList::Entry::~Entry()
{
    for (auto* slot : {&activate_, &close_})
        slot->disconnect();
    maximise_.disconnect();
    minimise_.disconnect();
    fullscreen_.disconnect();
    wlr_foreign_toplevel_handle_v1_destroy(handle_);
    wlr_ext_foreign_toplevel_handle_v1_destroy(listed_);
}

void ToplevelList::Entry::update()
{
    update_names();
    update_output();
    wlr_foreign_toplevel_handle_v1_set_maximized(handle_, window_.maximised());
    wlr_foreign_toplevel_handle_v1_set_minimized(handle_, window_.minimised());
    wlr_foreign_toplevel_handle_v1_set_activated(handle_, window_.activated());
    wlr_foreign_toplevel_handle_v1_set_fullscreen(handle_, window_.fullscreen());
    auto const* const parent = window_.parent() ? all_.find(window_.parent()) : nullptr;
    wlr_foreign_toplevel_handle_v1_set_parent(handle_, parent ? &parent->handle() : nullptr);
}

void ToplevelList::Entry::update_names()
{
    bool const retitled = title_ != window_.title(), renamed = app_id_ != window_.app_id();
    if (!retitled && !renamed)
        return;
    title_ = window_.title();
    app_id_ = window_.app_id();
    wlr_ext_foreign_toplevel_handle_v1_state const state{.title = title_.c_str(), .app_id = app_id_.c_str()};
    wlr_ext_foreign_toplevel_handle_v1_update_state(listed_, &state);
    if (retitled)
        wlr_foreign_toplevel_handle_v1_set_title(handle_, title_.c_str());
    if (renamed)
        wlr_foreign_toplevel_handle_v1_set_app_id(handle_, app_id_.c_str());
}

void ToplevelList::Entry::update_output()
{
    auto const* const output = window_.output();
    auto* const now = output && output->attached() ? &output->scanout()->c() : nullptr;
    auto* const before = std::exchange(on_, now);
    if (before == now)
        return;
    if (before && all_.world_.outputs.find(before)) // else the handle has noticed itself
        wlr_foreign_toplevel_handle_v1_output_leave(handle_, before);
    if (now)
        wlr_foreign_toplevel_handle_v1_output_enter(handle_, now);
}

void ToplevelList::Entry::on_minimise(wlr_foreign_toplevel_handle_v1_minimized_event* event)
{
    if (event->minimized)
        wishes().wants_minimised(window_);
    else
        all_.desk_.focus(&window_); // a window that comes back comes to the front
}

/// Who makes a minimised window fill the screen wants to see it.
void ToplevelList::Entry::bring_back(bool wanted)
{
    if (wanted && window_.minimised())
        all_.desk_.focus(&window_);
}

void ToplevelList::Entry::on_fullscreen(wlr_foreign_toplevel_handle_v1_fullscreen_event* event)
{
    auto* const output = event->output ? all_.world_.outputs.find(event->output) : nullptr;
    wishes().wants_fullscreen(window_, event->fullscreen, output);
    bring_back(event->fullscreen);
}

ToplevelList::ToplevelList(wl_display& display, World const& world, Desk& desk)
    : world_{world}
    , desk_{desk}
    , list_{wlr_ext_foreign_toplevel_list_v1_create(&display, list_version)}
    , manager_{wlr_foreign_toplevel_manager_v1_create(&display)}
    , look_again_{world.loop.c(), [this] { update(); }}
{
}

ToplevelList::~ToplevelList() = default;

void ToplevelList::opened(Window& window)
{
    entries_.push_back(std::make_unique<Entry>(*this, window));
    changed();
}

void ToplevelList::closed(Window& window)
{
    std::erase_if(entries_, [&](auto const& entry) { return &entry->window() == &window; });
    changed();
}

ToplevelList::Entry* ToplevelList::find(Window const* window) const
{
    auto const found = std::ranges::find(entries_, window, [](auto const& entry) { return &entry->window(); });
    return found == entries_.end() ? nullptr : found->get();
}

void ToplevelList::update()
{
    for (auto const& entry : entries_)
        entry->update();
}

} // namespace vitrail
