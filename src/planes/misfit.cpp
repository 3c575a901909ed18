#include "misfit.hpp"

#include "shape.hpp"

#include <array>

namespace vitrail {

namespace {

constexpr std::array checked{Verdict::FormatModifier, Verdict::Color,  Verdict::Rotation,
                             Verdict::ScalingLimit,   Verdict::Alpha, Verdict::OutOfScreen};

bool is_cropped(Layer const& layer)
{
    return layer.source != FRect<BufferPx>::of(Rect<BufferPx>::of(layer.content->size));
}

bool reads(PlaneCaps const& plane, Content const& content, bool opaque)
{
    if (plane.formats.empty() || plane.formats.contains(content.format, content.modifier))
        return true;
    auto const twin = opaque && plane.ignores_alpha ? opaque_twin(content.format) : Format{};
    return twin && plane.formats.contains(twin, content.modifier);
}

bool shows_alpha(PlaneCaps const& plane, Layer const& layer, bool opaque)
{
    if (layer.alpha < 1.0F && !plane.fades)
        return false;
    if (!has_alpha(layer.content->format))
        return true;
    return plane.blends || (opaque && plane.ignores_alpha);
}

} // namespace

bool is_scaled(Layer const& layer)
{
    bool const turned = swaps_axes(layer.transform);
    return (turned ? layer.source.height : layer.source.width) != layer.dest.width
        || (turned ? layer.source.width : layer.source.height) != layer.dest.height;
}

std::optional<Verdict> misfit(Layer const& layer, bool shows_shm, YuvSupport const* composed_yuv)
{
    if (!layer.content || layer.content->memory == Memory::SinglePixel)
        return Verdict::SolidColor;
    if (!layer.content->buffer || (layer.content->memory == Memory::Shm && !shows_shm))
        return Verdict::NotDmabuf;
    if (layer.look)
        return Verdict::Look;
    auto const& content = *layer.content;
    bool const composed_alike = !is_yuv(content.format)
        || (composed_yuv
            && composed_yuv->converts(content.format, content.modifier, layer.yuv.value_or(YuvConversion{})));
    return composed_alike ? std::nullopt : std::optional{Verdict::Color};
}

std::optional<Verdict> misfit(Layer const& layer, bool opaque, PlaneCaps const& plane, Size<OutputPx> screen)
{
    if (!reads(plane, *layer.content, opaque))
        return Verdict::FormatModifier;
    if (is_yuv(layer.content->format) && !std::ranges::contains(plane.yuv, layer.yuv.value_or(YuvConversion{})))
        return Verdict::Color;
    if (!plane.turns(layer.transform))
        return Verdict::Rotation;
    if ((!plane.scales && is_scaled(layer)) || (!plane.crops && is_cropped(layer)))
        return Verdict::ScalingLimit;
    if (!shows_alpha(plane, layer, opaque))
        return Verdict::Alpha;
    if (!plane.reaches_out && !Rect<OutputPx>::of(screen).contains(layer.dest))
        return Verdict::OutOfScreen;
    return std::nullopt;
}

int depth(Verdict verdict) { return int(std::ranges::find(checked, verdict) - checked.begin()); }

} // namespace vitrail
