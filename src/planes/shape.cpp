#include "shape.hpp"

#include <bit>

namespace vitrail {

bool is_opaque(Layer const& layer, Size<OutputPx> screen)
{
    return layer.alpha >= 1.0F && layer.opaque.contains(on_screen(layer, screen));
}

Shape shape_of(Layer const& layer, Size<OutputPx> screen)
{
    auto const& d = layer.dest;
    Shape out{
        .source = layer.source,
        .dest = d.size(),
        .outside = {d.x < 0, d.y < 0, d.right() > screen.width, d.bottom() > screen.height},
        .transform = layer.transform,
        .alpha = layer.alpha,
        .yuv = layer.yuv,
        .opaque = is_opaque(layer, screen),
    };
    if (layer.content) {
        out.memory = layer.content->memory;
        out.format = layer.content->format;
        out.modifier = layer.content->modifier;
        out.buffer = layer.content->size;
    }
    return out;
}

void Hash::add(Shape const& s)
{
    add(s.memory, s.format.fourcc, s.modifier, s.buffer.width, s.buffer.height, s.dest.width, s.dest.height,
        s.transform, std::bit_cast<std::uint32_t>(s.alpha), s.opaque);
    for (double edge : {s.source.x, s.source.y, s.source.width, s.source.height})
        add(std::bit_cast<std::uint64_t>(edge));
    for (bool edge : s.outside)
        add(edge);
    add(s.yuv.has_value(), s.yuv ? s.yuv->encoding : YuvEncoding{}, s.yuv ? s.yuv->range : YuvRange{});
}

} // namespace vitrail
