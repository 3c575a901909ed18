#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/move_resize.hpp"

#include <algorithm>

namespace vitrail {

namespace {

std::unique_ptr<Policy> make_policy(World const& world, KioskRules const* kiosk, WindowsConfig const& config)
{
    if (kiosk)
        return std::make_unique<KioskPolicy>(world, *kiosk);
    return std::make_unique<DesktopPolicy>(world, config);
}

} // namespace

Desk::Desk(World const& world, KioskRules const* kiosk)
    : world_{world}
    , policy_{make_policy(world, kiosk, config_.windows)}
    , stack_{[](Window& window) { return window.parent(); }}
    , workspace_fades_{world_}
    , layout_change_{world.loop}
{
    cycle_.changed = [this] {
        if (events.choosing)
            events.choosing(cycle_.order(), cycle_.at());
    };
}

Desk::~Desk()
{
    if (grabbed_)
        world_.seat.end_grab();
    world_.keyboard.drop(KeyboardClaim::Window);
}

void Desk::adopt(std::unique_ptr<Toplevel> toplevel)
{
    auto const* surface = &toplevel->surface();
    all_[surface] = std::make_unique<Window>(world_, std::move(toplevel), *this);
}

void Desk::forget(wlr_surface& surface)
{
    auto* const window = window_of_toplevel(&surface);
    if (window && window->mapped())
        unmapped(*window);
    if (window)
        gone(*window);
}

bool Desk::adopt(wlr_xdg_popup& popup)
{
    auto* window = window_of(popup.parent);
    if (window)
        window->popups().adopt(popup);
    return window != nullptr;
}

Window* Desk::window_of_toplevel(wlr_surface* surface) const
{
    auto const found = all_.find(surface);
    return found == all_.end() ? nullptr : found->second.get();
}

Window* Desk::window_of(wlr_surface* surface) const { return window_of_toplevel(root_of(surface)); }

Output* Desk::active_output() const
{
    auto* const output = active_ ? world_.find(*active_) : nullptr;
    return output ? output : world_.outputs.at(world_.seat.cursor());
}

void Desk::configuring(Window& window)
{
    policy_->configure(window);
    choose_workspace(window);
    if (!policy_->windows_are_free())
        return;
    std::erase(in_order_, &window);
    in_order_.push_back(&window);
    apply_rule(window);
    arrange_tiles();
}

void Desk::mapped(Window& window)
{
    window.set_on_show(belongs_on_show(window)); // its user may have gone to another workspace meanwhile
    policy_->place(window, stack_.windows());
    put_by_rule(window);
    stack_.add(window);
    policy_->mapped(window);
    if (events.opened)
        events.opened(window);
    if (window.visible())
        return focus(&window);
    window.set_demands_attention(true);
    restack();
    tell_changed();
}

void Desk::unmapped(Window& window)
{
    policy_->unmapping(window);
    if (events.closed)
        events.closed(window);
    end_grab_of(window);
    forget_pointer_on(window);
    stack_.remove(window);
    leave_layout(window);
    cycle_.forget(window);
    if (focused_ == &window)
        focus_next_to(window);
    restack();
    tell_changed();
    world_.seat.scene_changed();
}

void Desk::gone(Window& window)
{
    leave_layout(window);
    forget_pointer_on(window);
    all_.erase(&window.surface());
}

void Desk::tell_changed() const
{
    if (events.changed)
        events.changed();
}

void Desk::changed(Window& window)
{
    tell_changed();
    if (!window.mapped() || outputs_are_changing_)
        return;
    keep_on_show(window);
    policy_->changed(window);
    restack();
    world_.seat.scene_changed();
}

void Desk::renamed(Window&) { tell_changed(); }

void Desk::unplaced(Window& window) { policy_->place(window, stack_.windows()); }

void Desk::parent_changed(Window& window)
{
    tell_changed();
    policy_->parent_changed(window);
    if (window.mapped() && window.parent())
        stack_.raise(window);
    if (auto const* parent = window.parent())
        window.set_workspace(parent->workspace());
    modality_changed();
    restack();
    if (focused_ && !focused_->visible())
        focus_next_to(*focused_);
}

void Desk::wants_maximised(Window& window, bool on)
{
    if (policy_->windows_are_free() && (on || window.maximised()))
        window.set_fit(on ? Fit::Maximised : Fit::Free);
    else
        window.answer();
}

void Desk::wants_fullscreen(Window& window, bool on, Output* output)
{
    if (policy_->windows_are_free())
        window.set_fullscreen(on, output);
    else
        window.answer();
}

void Desk::wants_minimised(Window& window)
{
    if (!policy_->windows_are_free() || !window.mapped())
        return window.answer();
    window.set_minimised(true);
    if (focused_ == &window)
        focus_next_to(window);
}

void Desk::wants_box(Window& window, Rect<Logical> const& box, bool position)
{
    if (window.fullscreen() || window.fit() != Fit::Free || &window == grabbed_)
        return window.answer();
    if (position && policy_->windows_are_free())
        window.move_to(box.origin());
    window.set_free_size(box.size());
}

void Desk::wants_attention(Window& window, bool proved) { activate(window, proved); }

void Desk::end_stolen_grabs()
{
    for (auto const& [surface, window] : all_)
        if (window.get() != focused_)
            window->popups().dismiss();
}

void Desk::let_go()
{
    if (grabbed_)
        end_grab_of(*grabbed_);
    cycle_.end();
    for (auto const& [surface, window] : all_)
        window->popups().dismiss();
}

void Desk::outputs_changed()
{
    if (grabbed_)
        end_grab_of(*grabbed_);
    for (auto const* output : world_.outputs.active()) // the stand-in for a lost screen shows what that one showed
        if (world_.outputs.is_placeholder(*output) && active_ && !world_.find(*active_))
            workspaces_.show(output->identity(), workspaces_.shown(*active_));
    place_windows();
    tell_changed();
}

void Desk::usable_area_changed() { place_windows(); }

void Desk::place_windows()
{
    outputs_are_changing_ = true; // one look at the order, after all of them
    for (auto const& [surface, window] : all_)
        if (policy_->follows_outputs(*window))
            window->outputs_changed();
    outputs_are_changing_ = false;
    for (auto* window : stack_.windows())
        policy_->changed(*window);
    restack();
    if (focused_ && !focused_->visible())
        focus_next_to(*focused_);
    world_.seat.scene_changed();
}

} // namespace vitrail
