#include "layer_of.hpp"

namespace vitrail {

Layer layer_of(Leaf const& leaf, Projection const& place, Region<OutputPx> visible, Rect<OutputPx> const& bounds)
{
    auto const& picture = leaf.picture();
    Layer out{.id = leaf.id(), .role = leaf.role(), .dest = place.dest(), .visible = std::move(visible)};
    if (picture.content) {
        out.content = picture.content;
        out.source = picture.source;
        out.transform = place.transform();
        out.alpha = picture.alpha;
        out.yuv = picture.yuv;
        out.may_tear = picture.may_tear;
        out.content_type = picture.content_type;
    } else {
        auto const& c = picture.color;
        out.color = {c.r * picture.alpha, c.g * picture.alpha, c.b * picture.alpha, c.a * picture.alpha};
    }
    if (leaf.role() == LayerRole::Cursor)
        out.hotspot = place.pixel_of(leaf.hotspot());
    else if (picture.alpha >= 1 && !picture.opaque.empty())
        out.opaque = place.opaque() & Region<OutputPx>{bounds};
    return out;
}

} // namespace vitrail
