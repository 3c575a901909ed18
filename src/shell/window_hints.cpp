#include "shell/window_hints.hpp"

#include "base/wlr.hpp"
#include "shell/desk.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr std::uint32_t dialog_version = 1, icon_version = 1, tag_version = 1, bell_version = 1;

} // namespace

/// Watches whether a dialog is modal.
struct WindowHints::Dialog {
    Dialog(WindowHints& owner, wlr_xdg_dialog_v1& which)
        : all{owner}
    {
        set_modal.connect<&Dialog::on_set_modal>(this, which.events.set_modal);
        destroy.connect<&Dialog::on_destroy>(this, which.events.destroy);
    }

    void on_set_modal() { all.desk_.modality_changed(); }
    void on_destroy()
    {
        std::erase_if(all.dialogs_, [this](auto const& each) { return each.get() == this; });
    }

    WindowHints& all;
    Slot<> set_modal, destroy;
};

WindowHints::WindowHints(wl_display& display, Desk& desk)
    : desk_{desk}
{
    auto* const dialogs = wlr_xdg_wm_dialog_v1_create(&display, dialog_version);
    auto* const icons = wlr_xdg_toplevel_icon_manager_v1_create(&display, icon_version);
    auto* const tags = wlr_xdg_toplevel_tag_manager_v1_create(&display, tag_version);
    auto* const bell = wlr_xdg_system_bell_v1_create(&display, bell_version);
    new_dialog_.connect<&WindowHints::on_new_dialog>(this, dialogs->events.new_dialog);
    set_icon_.connect<&WindowHints::on_set_icon>(this, icons->events.set_icon);
    set_tag_.connect<&WindowHints::on_set_tag>(this, tags->events.set_tag);
    ring_.connect<&WindowHints::on_ring>(this, bell->events.ring);
    auto* const exported = wlr_xdg_foreign_registry_create(&display);
    wlr_xdg_foreign_v1_create(&display, exported);
    wlr_xdg_foreign_v2_create(&display, exported);
}

WindowHints::~WindowHints() = default;

void WindowHints::on_new_dialog(wlr_xdg_dialog_v1* dialog)
{
    dialogs_.push_back(std::make_unique<Dialog>(*this, *dialog));
}

void WindowHints::on_set_icon(wlr_xdg_toplevel_icon_manager_v1_set_icon_event* event)
{
    if (auto* window = desk_.window_of(event->toplevel->base->surface))
        window->set_icon(event->icon);
}

void WindowHints::on_set_tag(wlr_xdg_toplevel_tag_manager_v1_set_tag_event* event)
{
    if (auto* window = desk_.window_of(event->toplevel->base->surface))
        window->set_tag(event->tag);
}

void WindowHints::on_ring(wlr_xdg_system_bell_v1_ring_event* event)
{
    if (auto* window = event->surface ? desk_.window_of(event->surface) : nullptr)
        desk_.activate(*window, false);
}

} // namespace vitrail
