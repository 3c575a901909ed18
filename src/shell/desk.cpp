#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/move_resize.hpp"

#include <algorithm>

namespace vitrail {

namespace {

std::unique_ptr<Policy> make_policy(World const& world, bool kiosk)
{
    if (kiosk)
        return std::make_unique<KioskPolicy>(world);
    return std::make_unique<DesktopPolicy>(world);
}

} // namespace

Desk::Desk(World const& world, bool kiosk)
    : world_{world}, policy_{make_policy(world, kiosk)}, stack_{[](Window& window) { return window.parent(); }}
{
    world_.seat.events.pressed = [this](Hit const* hit) { pressed(hit); };
    world_.seat.events.key = [this](KeyPress const& press) { return key(press); };
}

Desk::~Desk()
{
    world_.seat.events = {};
    if (grabbed_)
        world_.seat.end_grab();
    if (focused_)
        world_.seat.focus_keyboard(nullptr);
}

void Desk::adopt(wlr_xdg_toplevel& toplevel)
{
    all_[toplevel.base->surface] = std::make_unique<Window>(world_, toplevel, *this);
}

void Desk::adopt(wlr_xdg_popup& popup)
{
    // wlroots asserts that an xdg_surface is committed before it is configured, and then configures a popup that is
    // repositioned before it was committed. So it gets none to trip over: popups know their first commit themselves.
    popup.base->initialized = true;
    if (!popup.parent)
        return; // another protocol may give it one
    if (auto* window = window_of(popup.parent))
        window->popups().adopt(popup);
    else
        wl_resource_post_error(popup.base->client->resource, XDG_WM_BASE_ERROR_INVALID_POPUP_PARENT,
                               "the parent of this popup is no window any more");
}

Window* Desk::window_of_toplevel(wlr_surface* surface) const
{
    auto const found = all_.find(surface);
    return found == all_.end() ? nullptr : found->second.get();
}

Window* Desk::window_of(wlr_surface* surface) const
{
    while (surface) {
        surface = wlr_surface_get_root_surface(surface);
        if (auto* window = window_of_toplevel(surface))
            return window;
        auto const* popup = wlr_xdg_popup_try_from_wlr_surface(surface);
        surface = popup ? popup->parent : nullptr;
    }
    return nullptr;
}

void Desk::configuring(Window& window) { policy_->configure(window); }

void Desk::mapped(Window& window)
{
    policy_->place(window, stack_.windows());
    stack_.add(window);
    focus(&window);
}

void Desk::unmapped(Window& window)
{
    end_grab_of(window);
    stack_.remove(window);
    cycle_.forget(window);
    if (focused_ == &window)
        focus_next_to(window);
    restack();
    world_.seat.scene_changed();
}

void Desk::gone(Window& window)
{
    all_.erase(&window.surface());
}

void Desk::changed(Window& window)
{
    if (!window.mapped() || outputs_are_changing_)
        return;
    policy_->changed(window);
    restack();
    world_.seat.scene_changed();
}

void Desk::unplaced(Window& window) { policy_->place(window, stack_.windows()); }

void Desk::parent_changed(Window& window)
{
    policy_->parent_changed(window);
    if (window.mapped() && window.parent())
        stack_.raise(window);
    restack();
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

/// Only a press that is still held, given to that very window, moves or resizes it.
bool Desk::may_grab(Window& window, std::uint32_t serial) const
{
    if (!policy_->windows_are_free() || !window.mapped() || window.fullscreen())
        return false;
    auto& seat = world_.seat.c();
    wlr_touch_point* point = nullptr;
    if (wlr_seat_validate_touch_grab_serial(&seat, nullptr, serial, &point))
        return window_of(point->surface) == &window;
    return wlr_seat_validate_pointer_grab_serial(&seat, nullptr, serial)
        && window_of(seat.pointer_state.focused_surface) == &window;
}

void Desk::wants_move(Window& window, std::uint32_t serial)
{
    if (may_grab(window, serial))
        grab(window, std::make_unique<MoveGrab>(window, grab_start(serial), [this] { grabbed_ = nullptr; }));
}

void Desk::wants_resize(Window& window, Edges edges, std::uint32_t serial)
{
    if (edges.any() && window.fit() == Fit::Free && may_grab(window, serial))
        grab(window, std::make_unique<ResizeGrab>(window, edges, grab_start(serial), [this] { grabbed_ = nullptr; }));
}

/// Where the pointer holds a window now. A finger tells with its first motion.
std::optional<FPoint<Logical>> Desk::grab_start(std::uint32_t serial) const
{
    bool const by_pointer = wlr_seat_validate_pointer_grab_serial(&world_.seat.c(), nullptr, serial);
    return by_pointer ? std::optional{world_.seat.cursor()} : std::nullopt;
}

void Desk::grab(Window& window, std::unique_ptr<PointerGrab> grab)
{
    world_.seat.begin_grab(std::move(grab));
    grabbed_ = &window;
}

void Desk::end_grab_of(Window& window)
{
    if (grabbed_ == &window)
        world_.seat.end_grab();
    if (grabbed_ == &window)
        grabbed_ = nullptr;
}

void Desk::end_stolen_grabs()
{
    for (auto const& [surface, window] : all_)
        if (window.get() != focused_)
            window->popups().dismiss();
}

void Desk::outputs_changed()
{
    if (grabbed_)
        end_grab_of(*grabbed_);
    outputs_are_changing_ = true; // one look at the order, after all of them
    for (auto const& [surface, window] : all_)
        window->outputs_changed();
    outputs_are_changing_ = false;
    restack();
    world_.seat.scene_changed();
}

} // namespace vitrail
