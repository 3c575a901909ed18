#include "shell/layer_shell.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/desk.hpp"
#include "shell/layer_surface.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

constexpr std::uint32_t layer_shell_version = 5;

constexpr auto top_first = {Stratum::Overlay, Stratum::Top, Stratum::Bottom, Stratum::Background};

Insets operator+(Insets const& a, Insets const& b)
{
    return {a.top + b.top, a.bottom + b.bottom, a.left + b.left, a.right + b.right};
}

wl_client* client_of(wlr_surface const& surface)
{
    return wl_resource_get_client(surface.resource);
}

} // namespace

LayerShell::LayerShell(wl_display& display, World const& world, Desk& desk)
    : world_{world}
    , desk_{desk}
    , give_up_{world.loop, [this] { close_homeless(); }}
{
    auto* shell = wlr_layer_shell_v1_create(&display, layer_shell_version);
    new_surface_.connect<&LayerShell::on_new_surface>(this, shell->events.new_surface);
}

LayerShell::~LayerShell() = default;

void LayerShell::on_new_surface(wlr_layer_surface_v1* layer)
{
    auto* const named = layer->output ? world_.outputs.find(layer->output) : nullptr;
    auto* const output = layer->output ? named : desk_.active_output();
    layer->output = nullptr; // it may go at any time, and wlroots does not look
    if (!output)
        return wlr_layer_surface_v1_destroy(layer);
    all_.push_back(std::make_unique<LayerSurface>(*this, world_, *layer, *output, named != nullptr));
}

LayerSurface* LayerShell::find(wlr_surface const* root) const
{
    auto const found = std::ranges::find(all_, root, [](auto const& each) { return &each->surface(); });
    return found == all_.end() ? nullptr : found->get();
}

bool LayerShell::adopt(wlr_xdg_popup& popup)
{
    auto* const layer = find(root_of(popup.parent));
    if (layer)
        layer->popups().adopt(popup);
    return layer != nullptr;
}

void LayerShell::changed(LayerSurface& layer)
{
    if (auto* output = layer.output())
        arrange(*output);
    update_focus();
    world_.seat.scene_changed();
}

void LayerShell::mapped(LayerSurface& layer)
{
    if (layer.takes_keys() && layer.stratum() > Stratum::Windows)
        world_.keyboard.claim(KeyboardClaim::Panel, &layer.surface());
    changed(layer);
}

void LayerShell::unmapped(LayerSurface& layer)
{
    world_.keyboard.forget(&layer.surface());
    if (pressed_ == &layer)
        pressed_ = nullptr;
    changed(layer);
}

void LayerShell::gone(LayerSurface& layer)
{
    std::erase_if(all_, [&](auto const& each) { return each.get() == &layer; });
}

/// Those that keep a stripe for themselves come first, the topmost layer before the others; the rest gets what is left.
void LayerShell::arrange(Output& output)
{
    auto const area = output.area();
    Insets kept;
    for (bool const exclusive : {true, false})
        for (auto const stratum : top_first)
            for (auto const& layer : all_) {
                bool const turn = layer->stratum() == stratum && layer->exclusive() == exclusive;
                if (!turn || layer->home() != output.identity())
                    continue;
                layer->arrange(area, inside(area, kept));
                kept = kept + layer->reserved();
            }
    if (world_.areas.reserve(output.identity(), kept))
        desk_.usable_area_changed();
}

void LayerShell::update_focus()
{
    for (auto const stratum : {Stratum::Overlay, Stratum::Top})
        for (auto const& layer : all_ | std::views::reverse)
            if (layer->stratum() == stratum && layer->takes_all_keys())
                return world_.keyboard.claim(KeyboardClaim::ExclusivePanel, &layer->surface());
    world_.keyboard.drop(KeyboardClaim::ExclusivePanel);
    auto const* const holder = find(world_.keyboard.claimed(KeyboardClaim::Panel));
    if (!holder || !holder->takes_keys())
        world_.keyboard.drop(KeyboardClaim::Panel);
}

void LayerShell::pressed(Hit const* hit)
{
    // A press anywhere but on its own client ends a popup's grab (xdg-shell, xdg_popup.grab).
    for (auto const& layer : all_)
        if (layer->popups().grabbing() && (!hit || client_of(*hit->surface) != client_of(layer->surface())))
            layer->popups().dismiss();
    pressed_ = hit ? find(root_of(hit->surface)) : nullptr;
    if (pressed_ && pressed_->takes_keys())
        world_.keyboard.claim(KeyboardClaim::Panel, &pressed_->surface());
}

void LayerShell::end_stolen_grabs()
{
    for (auto const& layer : all_)
        if (layer.get() != pressed_ && &layer->surface() != world_.seat.keyboard_focus())
            layer->popups().dismiss();
}

void LayerShell::dismiss_popups()
{
    for (auto const& layer : all_)
        layer->popups().dismiss();
}

void LayerShell::window_focused()
{
    for (auto const& layer : all_)
        if (!layer->takes_all_keys())
            layer->popups().dismiss();
}

void LayerShell::outputs_changed()
{
    move_homeless();
    for (auto* output : world_.outputs.active())
        arrange(*output);
    for (auto const& layer : all_)
        layer->update_visibility();
    update_focus();
}

void LayerShell::move_homeless()
{
    auto const outputs = world_.outputs.active();
    bool waiting = false;
    for (auto const& layer : all_) {
        if (layer->output())
            continue;
        auto* const other = layer->named() ? nullptr : desk_.active_output();
        if (other)
            layer->move_to(*other);
        waiting |= !other;
    }
    bool const others_are_there = !outputs.empty() && !world_.outputs.is_placeholder(*outputs.front());
    if (!waiting || !others_are_there)
        give_up_.disarm();
    else if (!give_up_.armed())
        give_up_.arm(world_.loop.now() + patience);
}

void LayerShell::close_homeless()
{
    std::vector<wlr_layer_surface_v1*> homeless;
    for (auto const& layer : all_)
        if (!layer->output())
            homeless.push_back(&layer->c());
    for (auto* layer : homeless) // none of them takes another one along
        wlr_layer_surface_v1_destroy(layer);
}

} // namespace vitrail
