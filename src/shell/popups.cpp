#include "shell/popups.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/popup.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

// No menu is that deep, and wlroots ends chains of popups by recursion: far more would exhaust the stack.
constexpr int deepest = 200;

/// The number of popups from the root's surface to this one.
int depth(wlr_xdg_popup const& popup)
{
    int count = 1;
    auto const* next = popup.parent ? wlr_xdg_popup_try_from_wlr_surface(popup.parent) : nullptr;
    for (; next && next->parent; next = wlr_xdg_popup_try_from_wlr_surface(next->parent))
        ++count;
    return count;
}

/// The keyboard goes to a popup that holds a grab, and back (xdg-shell, xdg_popup.grab). wlroots' own grab keeps
/// everybody else from it, us included: so past the grab. `of`: the seat of the grab, which may be a guest's.
void give_keyboard(Seat& host, wlr_seat& of, wlr_surface& surface)
{
    if (&of == &host.c())
        return host.move_keyboard(surface);
    auto const* keyboard = wlr_seat_get_keyboard(&of);
    wlr_seat_keyboard_enter(&of, &surface, nullptr, 0, keyboard ? &keyboard->modifiers : nullptr);
}

} // namespace

/// A menu may be its own forebear (its parent a sub-surface of it): such a family has no root.
wlr_surface* root_of(wlr_surface* surface)
{
    for (int generations = 0; surface; ++generations) {
        if (generations > 2 * deepest)
            return nullptr;
        surface = wlr_surface_get_root_surface(surface);
        auto const* popup = wlr_xdg_popup_try_from_wlr_surface(surface);
        if (!popup || !popup->parent)
            break;
        surface = popup->parent;
    }
    return surface;
}

Popups::Popups(Tree& parent, Seat& seat, Room room) : tree_{&parent}, seat_{seat}, room_{std::move(room)} {}

Popups::~Popups() = default;

void Popups::adopt(wlr_xdg_popup& popup)
{
    if (depth(popup) > deepest) {
        wl_client_post_implementation_error(popup.base->client->client, "popups nested more than %d deep", deepest);
        return;
    }
    auto const& added = popups_.emplace_back(std::make_unique<Popup>(*this, popup, tree_));
    by_surface_[&added->surface()] = added.get();
}

bool Popups::grabbing() const { return std::ranges::any_of(popups_, &Popup::grabbing); }

void Popups::dismiss()
{
    // A popup takes those below it along, so the list is looked at anew each time.
    auto const next = [this] { return std::ranges::find_last_if(popups_, &Popup::grabbing); };
    for (auto found = next(); !found.empty(); found = next())
        wlr_xdg_popup_destroy(&(*found.begin())->c());
}

Popup* Popups::find(wlr_surface const* surface) const
{
    auto const found = by_surface_.find(surface);
    return found == by_surface_.end() ? nullptr : found->second;
}

/// A popup or one that it stands on changed its place: puts them all where they belong, parents first.
void Popups::changed()
{
    for (auto const& popup : popups_) {
        auto const* parent = find(popup->c().parent);
        popup->place((parent ? parent->origin() : Point<Logical>{}) + popup->offset());
    }
    seat_.scene_changed();
}

void Popups::constrain(Popup& popup)
{
    if (!popup.c().base->initialized)
        return;
    // wlroots wants the room from the top left of the root's surface, not of its window geometry.
    auto const* root = &popup.c();
    while (auto const* parent = wlr_xdg_popup_try_from_wlr_surface(root->parent))
        root = parent;
    auto const* base = wlr_xdg_surface_try_from_wlr_surface(root->parent);
    auto const shift = base ? Point<Logical>{base->geometry.x, base->geometry.y} : Point<Logical>{};
    auto const room = room_().moved(shift);
    wlr_box const box{room.x, room.y, room.width, room.height};
    wlr_xdg_popup_unconstrain_from_box(&popup.c(), &box);
}

void Popups::root_moved()
{
    for (auto const& popup : popups_)
        if (popup->c().current.reactive)
            constrain(*popup);
}

void Popups::mapped(Popup& popup)
{
    // Handed on by its own client, not taken from others: a locked screen, a launcher, another window.
    auto const* holder = popup.grabbing() ? popup.c().seat->keyboard_state.focused_client : nullptr;
    if (holder && holder->client == wl_resource_get_client(popup.surface().resource))
        give_keyboard(seat_, *popup.c().seat, popup.surface());
}

void Popups::unmapped(Popup& popup)
{
    auto* parent = popup.c().parent;
    if (popup.grabbing() && parent && popup.c().seat->keyboard_state.focused_surface == &popup.surface())
        give_keyboard(seat_, *popup.c().seat, *parent);
    seat_.scene_changed();
}

void Popups::gone(Popup& popup)
{
    by_surface_.erase(&popup.surface());
    std::erase_if(popups_, [&](auto const& each) { return each.get() == &popup; });
}

} // namespace vitrail
