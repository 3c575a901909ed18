#include "shell/layer_surface.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/layer_shell.hpp"

namespace vitrail {

namespace {

Stratum stratum_of(wlr_layer_surface_v1 const& layer)
{
    switch (layer.current.layer) {
    case ZWLR_LAYER_SHELL_V1_LAYER_BACKGROUND: return Stratum::Background;
    case ZWLR_LAYER_SHELL_V1_LAYER_BOTTOM: return Stratum::Bottom;
    case ZWLR_LAYER_SHELL_V1_LAYER_TOP: return Stratum::Top;
    case ZWLR_LAYER_SHELL_V1_LAYER_OVERLAY: return Stratum::Overlay;
    }
    return Stratum::Background;
}

} // namespace

LayerSurface::LayerSurface(
    LayerShell& shell, World const& world, wlr_layer_surface_v1& layer, Output& output, bool named)
    : shell_{shell}
    , world_{world}
    , layer_{layer}
    , home_{output.identity()}
    , named_{named}
    , tree_{&world.scene.stratum(stratum_of(layer))}
    , surface_tree_{*layer.surface, tree_}
    , above_{&world.scene.stratum(Stratum::Popups)}
    , popups_{above_, world.seat, [this] {
                  auto const* on = this->output();
                  return on ? on->area().moved(Point<Logical>{} - tree_.position()) : Rect<Logical>::of(size());
              }}
{
    tree_.set_enabled(false);
    above_.set_enabled(false);
    auto& surface = layer.surface->events;
    commit_.connect<&LayerSurface::on_commit>(this, surface.commit);
    map_.connect<&LayerSurface::on_map>(this, surface.map);
    unmap_.connect<&LayerSurface::on_unmap>(this, surface.unmap);
    destroy_.connect<&LayerSurface::on_destroy>(this, layer.events.destroy);
    new_popup_.connect<&LayerSurface::on_new_popup>(this, layer.events.new_popup);
}

wlr_surface& LayerSurface::surface() const
{
    return *layer_.surface;
}
bool LayerSurface::mapped() const
{
    return layer_.surface->mapped;
}
Stratum LayerSurface::stratum() const
{
    return stratum_of(layer_);
}
LayerWish LayerSurface::wish() const
{
    return wish_of(layer_.current);
}

Size<Logical> LayerSurface::size() const
{
    return {layer_.surface->current.width, layer_.surface->current.height};
}

void LayerSurface::move_to(Output& output)
{
    home_ = output.identity();
}

// Below windows nobody is kept from the keyboard for ever: exclusive is on demand there (wlr-layer-shell).
bool LayerSurface::takes_all_keys() const
{
    return mapped() && output() && stratum() > Stratum::Windows
        && layer_.current.keyboard_interactive == ZWLR_LAYER_SURFACE_V1_KEYBOARD_INTERACTIVITY_EXCLUSIVE;
}

bool LayerSurface::takes_keys() const
{
    return mapped() && output()
        && layer_.current.keyboard_interactive != ZWLR_LAYER_SURFACE_V1_KEYBOARD_INTERACTIVITY_NONE;
}

Insets LayerSurface::reserved() const
{
    return mapped() ? vitrail::reserved(wish()) : Insets{};
}

void LayerSurface::arrange(Rect<Logical> const& whole, Rect<Logical> const& left)
{
    if (!layer_.initialized)
        return;
    auto const asked = wish();
    auto const& room = asked.zone < 0 ? whole : left;
    auto const wanted = wanted_size(asked, room);
    if (sent_ != wanted) {
        sent_ = wanted;
        wlr_layer_surface_v1_configure(&layer_, std::uint32_t(wanted.width), std::uint32_t(wanted.height));
    }
    place(wanted_origin(asked, room, wanted));
}

void LayerSurface::place(Point<Logical> at)
{
    bool const moved = tree_.position() != at;
    tree_.set_position(at);
    above_.set_position(at);
    if (moved)
        popups_.root_moved();
}

void LayerSurface::update_visibility()
{
    bool const visible = mapped() && output();
    tree_.set_enabled(visible);
    above_.set_enabled(visible);
    if (!visible)
        popups_.dismiss();
}

/// Not every wlroots 0.20 looks itself.
bool LayerSurface::keeps_the_rules()
{
    auto const& now = layer_.current;
    auto const both = [&](std::uint32_t edges) { return (now.anchor & edges) == edges; };
    if (now.desired_width == 0 && !both(ZWLR_LAYER_SURFACE_V1_ANCHOR_LEFT | ZWLR_LAYER_SURFACE_V1_ANCHOR_RIGHT)) {
        wl_resource_post_error(layer_.resource, ZWLR_LAYER_SURFACE_V1_ERROR_INVALID_SIZE,
            "a width of 0 needs both the left and the right anchor");
        return false;
    }
    if (now.desired_height == 0 && !both(ZWLR_LAYER_SURFACE_V1_ANCHOR_TOP | ZWLR_LAYER_SURFACE_V1_ANCHOR_BOTTOM)) {
        wl_resource_post_error(layer_.resource, ZWLR_LAYER_SURFACE_V1_ERROR_INVALID_SIZE,
            "a height of 0 needs both the top and the bottom anchor");
        return false;
    }
    return true;
}

void LayerSurface::on_commit()
{
    if (!layer_.initialized)
        return sent_.reset();
    if (!keeps_the_rules())
        return;
    auto const& now = layer_.current;
    if (now.committed & WLR_LAYER_SURFACE_V1_STATE_LAYER)
        tree_.reparent(world_.scene.stratum(stratum()));
    bool const news = layer_.initial_commit || now.committed != 0 || placed_for_ != size();
    placed_for_ = size();
    if (news)
        shell_.changed(*this);
}

void LayerSurface::on_map()
{
    update_visibility();
    shell_.mapped(*this);
}

void LayerSurface::on_unmap()
{
    update_visibility();
    shell_.unmapped(*this);
}

void LayerSurface::on_new_popup(wlr_xdg_popup* popup)
{
    popups_.adopt(*popup);
}

void LayerSurface::on_destroy()
{
    shell_.gone(*this);
}

} // namespace vitrail
