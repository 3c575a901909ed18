// What composition adds to clients' pictures, as a layer of one output has it.

#include "layer_looks.hpp"

#include "scene/shadow_node.hpp"

#include <cmath>

namespace vitrail {

namespace {

Rect<OutputPx> project(View const& view, Rect<Logical> const& box, Point<Logical> at)
{
    FPoint<Logical> const origin{double(at.x + box.x), double(at.y + box.y)};
    return view.turned(view.upright_rounded(origin, box.size()));
}

} // namespace

Region<OutputPx> corners_of(LayerLook const& look)
{
    auto const& w = look.window;
    int const side = int(std::ceil(look.corner_radius));
    Region<OutputPx> out;
    if (side <= 0)
        return out;
    for (int const x : {w.x, w.right() - side})
        for (int const y : {w.y, w.bottom() - side})
            out |= Rect<OutputPx>{x, y, side, side};
    return out & Region<OutputPx>{w};
}

std::optional<LayerLook> look_of(View const& view, TreeLook const& look, Point<Logical> at, Rect<OutputPx> const& dest)
{
    LayerLook out{.window = project(view, look.window, at),
                  .corner_radius = look.corner_radius * float(view.scale),
                  .dim = look.dim,
                  .fading = look.fading};
    if (!corners_of(out).intersects(dest))
        out.corner_radius = 0;
    return out.corner_radius > 0 || out.dim > 0 || out.fading ? std::optional{out} : std::nullopt;
}

std::optional<LayerLook> look_of(View const& view, LeafShadow const& shadow, Point<Logical> at)
{
    return LayerLook{.window = project(view, shadow.window, at),
                     .corner_radius = shadow.corner_radius * float(view.scale),
                     .shadow_reach = float(shadow.reach * view.scale)};
}

void ShadowNode::set(Rect<Logical> const& window, float corner_radius, int reach, Color color)
{
    Rect<Logical> const around{window.x - reach, window.y - reach, window.width + 2 * reach, window.height + 2 * reach};
    set_position(around.origin());
    throw_shadow({.window = {reach, reach, window.width, window.height}, .corner_radius = corner_radius, .reach = reach});
    show({.color = color, .size = around.size()}, {});
}

} // namespace vitrail
