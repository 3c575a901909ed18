#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

#include <algorithm>
#include <ranges>
#include <unordered_map>

namespace vitrail {

namespace {

/// Puts `wanted` on top of `stratum` in that order.
void arrange(Tree& stratum, std::vector<Tree*> const& wanted)
{
    for (auto* tree : wanted)
        tree->reparent(stratum);
    stratum.bring_to_top(wanted);
}

} // namespace

void Desk::focus(Window* window, Raise raise)
{
    if (window && !window->mapped())
        return;
    if (window)
        window = modal_front_of(*window);
    if (window)
        bring_on_show(*window);
    if (window && !window->takes_focus())
        return show_unfocused(*window);
    if (focused_ && focused_ != window) {
        auto& before = *std::exchange(focused_, nullptr);
        before.popups().dismiss();
        before.set_activated(false);
    }
    focused_ = window;
    tell_changed();
    if (!window)
        return world_.keyboard.drop(KeyboardClaim::Window);
    if (events.focused)
        events.focused();
    window->set_minimised(false);
    if (raise == Raise::Yes) {
        stack_.raise(*window);
        restack();
    }
    window->set_activated(true);
    world_.keyboard.drop(KeyboardClaim::Panel);
    world_.keyboard.claim(KeyboardClaim::Window, &window->surface());
    world_.seat.scene_changed();
}

/// A keyboard on the screen, say: to be seen, while another window has the keys that it makes.
void Desk::show_unfocused(Window& window)
{
    window.set_minimised(false);
    stack_.raise(window);
    restack();
    world_.seat.scene_changed();
    tell_changed();
}

/// A window stands above its parent in the stack: one walk finds the modal dialog of a modal dialog too.
Window* Desk::modal_front_of(Window& window) const
{
    auto* front = &window;
    for (auto* each : stack_.windows())
        if (each->parent() == front && each->modal())
            front = each;
    return front;
}

void Desk::modality_changed()
{
    if (focused_ && modal_front_of(*focused_) != focused_)
        focus(focused_);
}

void Desk::focus_next_to(Window& leaving)
{
    for (auto* window : stack_.windows() | std::views::reverse)
        if (window != &leaving && window->visible())
            return focus(window);
    focus(nullptr);
}

void Desk::activate(Window& window, bool proved)
{
    if (!window.mapped())
        return; // a new window gets the focus anyway: Qt's ask for themselves while they start
    if (proved)
        focus(&window);
    else if (&window != focused_)
        window.set_demands_attention(true);
    tell_changed();
}

/// Onto a window: what is behind all windows leaves the focus where it is.
void Desk::follow_pointer(Target const& below)
{
    auto* const window = below.hit ? window_of(below.hit->surface) : window_framed_by(below.grip);
    bool const menu_is_open = focused_ && focused_->popups().grabbing();
    if (window && window != focused_ && !menu_is_open)
        focus(window, Raise::No);
}

void Desk::pressed(Press const& press)
{
    auto const& hit = press.on.hit;
    auto* window = hit ? window_of(hit->surface) : window_framed_by(press.on.grip);
    cycle_.end();
    // A press anywhere but on its own client ends a popup's grab, whoever gets the press (xdg-shell, xdg_popup.grab).
    auto const* holder = focused_ && focused_->popups().grabbing() ? focused_ : nullptr;
    auto const client_of = [](wlr_surface& surface) { return wl_resource_get_client(surface.resource); };
    if (holder && (!hit || client_of(*hit->surface) != client_of(holder->surface())))
        focused_->popups().dismiss();
    if (window) {
        focus(window);
        if (!drag(*window, press.button) && !hit)
            press_frame(*window, press);
        return;
    }
    if (auto const* output = world_.outputs.at(world_.seat.cursor()))
        active_ = output->identity();
}

bool Desk::key(KeyPress const& press)
{
    return !press.inhibited && carry_out(binding_of(press), press);
}

bool Desk::key_while_locked(KeyPress const& press)
{
    auto const* binding = binding_of(press);
    return binding && works_while_locked(*binding) && carry_out(binding, press);
}

Binding const* Desk::binding_of(KeyPress const& press) const
{
    if (!policy_->windows_are_free())
        return nullptr;
    auto const* binding = find_binding(config_.bindings, press.modifiers, press.keysym);
    return binding || press.us_keysym == 0 ? binding : find_binding(config_.bindings, press.modifiers, press.us_keysym);
}

/// A key that is held does what it does again where that is meant; else it rests.
bool Desk::carry_out(Binding const* binding, KeyPress const& press)
{
    if (!binding || (press.repeated && !repeats(*binding)))
        return false;
    carry_out(Binding{*binding}); // it may bring another configuration
    return true;
}

void Desk::carry_out(Binding const& binding)
{
    auto const& deed = binding.deed;
    auto const tell = [](auto const& whom, auto const&... what) {
        if (whom)
            whom(what...);
    };
    auto* const output = active_output();
    switch (deed.action) {
    case Action::NextWindow:     return switch_window(1, binding.chord.modifiers & ~std::uint32_t{WLR_MODIFIER_SHIFT});
    case Action::PreviousWindow: return switch_window(-1, binding.chord.modifiers & ~std::uint32_t{WLR_MODIFIER_SHIFT});
    case Action::Run:            return tell(events.run, deed.program);
    case Action::Logout:         return tell(events.logout);
    case Action::Lock:           return tell(events.lock);
    case Action::Help:           return tell(events.help);
    case Action::ShowWorkspace:
        if (output)
            show_workspace(*output, WorkspaceId{deed.workspace});
        return;
    case Action::TileWorkspace:
        if (output)
            toggle_layout(*output);
        return;
    default:
        if (focused_)
            carry_out_on(*focused_, deed);
    }
}

/// Through those of the workspaces that are on show.
void Desk::switch_window(int step, std::uint32_t held)
{
    std::vector<Window*> newest_first{stack_.windows().rbegin(), stack_.windows().rend()};
    std::erase_if(newest_first, [](auto const* window) { return !window->on_show(); });
    if (auto const found = std::ranges::find(newest_first, focused_); found != newest_first.end())
        std::rotate(newest_first.begin(), found, found + 1); // where the focus follows the pointer, it may lie below others
    if (auto* next = cycle_.advance(newest_first, step, world_.seat.c(), held))
        focus(next);
}

void Desk::carry_out_on(Window& window, Deed const& deed)
{
    switch (deed.action) {
    case Action::Close:           return window.close();
    case Action::Fullscreen:      return window.set_fullscreen(!window.fullscreen());
    case Action::Maximise:        return window.set_fit(window.maximised() ? Fit::Free : Fit::Maximised);
    case Action::Minimise:        return wants_minimised(window);
    case Action::Push:            return window.set_fit(pushed(window.fit(), deed.direction));
    case Action::Float:           return toggle_float(window);
    case Action::SendToWorkspace: return send_to_workspace(window, WorkspaceId{deed.workspace});
    case Action::OnTop:
        window.set_on_top(!window.on_top());
        return restack();
    default: return;
    }
}

/// Brings the scene in line with the stack. A fullscreen window is above panels, with its dialogs, for as long as no
/// other window of its output is above it.
void Desk::restack()
{
    std::unordered_map<Window*, Window*> roots; // of windows with parents; a window stands above its parent, whose root is known
    auto const root_of = [&](Window* window) {
        auto const found = roots.find(window);
        return found == roots.end() ? window : found->second;
    };
    std::unordered_map<Output const*, Window*> top; // of each output, the family on top
    for (auto* window : stack_.windows()) {
        if (auto* const parent = window->parent(); parent && parent->mapped())
            roots[window] = root_of(parent);
        auto* const root = root_of(window);
        window->set_on_show(belongs_on_show(*window));
        if (window->visible())
            top[window->output()] = root;
    }
    std::vector<Tree*> low, above, high;
    for (auto* window : stack_.windows()) {
        auto* const root = root_of(window);
        bool const is_top = root->fullscreen() && top[root->output()] == root;
        (is_top ? high : root->on_top() ? above : low).push_back(&window->tree());
    }
    low.insert(low.end(), above.begin(), above.end());
    arrange(world_.scene.stratum(Stratum::Windows), low);
    arrange(world_.scene.stratum(Stratum::Fullscreen), high);
    arrange_tiles();
}

} // namespace vitrail
