#include "stroke.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

Color faded(Color c, float alpha) { return {c.r * alpha, c.g * alpha, c.b * alpha, c.a * alpha}; }

bool is_color(Layer const& layer) { return !layer.content || layer.content->memory == Memory::SinglePixel; }

/// Where the layer hides what lies below: there it replaces, which costs half of what blending does.
Region<OutputPx> solid_part(Layer const& layer, Stroke const& stroke, Region<OutputPx> const& clip)
{
    if (!stroke.picture && !stroke.look)
        return stroke.color.opaque() ? clip : Region<OutputPx>{};
    return layer.alpha >= 1.0F && !layer.opaque.empty() ? clip & layer.opaque : Region<OutputPx>{};
}

/// From top to bottom.
class Collector {
public:
    void add(Layer const& layer, Region<OutputPx> clip)
    {
        Stroke stroke{.look = layer.look ? &*layer.look : nullptr};
        if (is_color(layer))
            stroke.color = faded(layer.content ? layer.content->color : layer.color, layer.alpha);
        else
            stroke.picture = &layer;
        if (stroke.picture && !stroke.look && layer.alpha >= 1.0F && layer.opaque.contains(clip.bounds())) // as nearly everything is
            return push(stroke, std::move(clip));
        auto solid = solid_part(layer, stroke, clip);
        clip -= solid;
        stroke.blend = true;
        push(stroke, std::move(clip));
        stroke.blend = false;
        if (stroke.look && stroke.look->dim <= 0) // round corners are not solid: the rest is as ever
            stroke.look = nullptr;
        push(stroke, std::move(solid));
    }
    void add(Color color, Region<OutputPx> clip) { push({.color = color}, std::move(clip)); }

    std::vector<Stroke> strokes;

private:
    void push(Stroke stroke, Region<OutputPx> clip)
    {
        if (clip.empty())
            return;
        stroke.clip = std::move(clip);
        strokes.push_back(std::move(stroke));
    }
};

} // namespace

std::vector<Stroke> strokes_of(Frame const& frame, Region<OutputPx> const& area)
{
    Collector out;
    auto const& layers = frame.stack->layers;
    auto const here = frame.stack->layers_in(area);
    auto const covers = [&](std::size_t i) { return layers[i].alpha >= 1.0F && layers[i].opaque.contains(area.bounds()); };
    Region<OutputPx> left = area; // no hole above it
    Region<OutputPx> bare = std::ranges::any_of(here, covers) ? Region<OutputPx>{} : area; // nothing opaque lies there
    for (auto const i : here) {
        auto const& layer = layers[i];
        if (!area.intersects(layer.dest))
            continue;
        if (layer.alpha >= 1.0F && !bare.empty())
            bare -= layer.opaque;
        auto const path = frame.assignment.path(i);
        if (path == Path::Above)
            continue;
        auto clip = left.contains(layer.visible.bounds()) ? layer.visible : layer.visible & left;
        if (clip.empty())
            continue;
        if (path == Path::Composed) {
            out.add(layer, std::move(clip));
            continue;
        }
        // What lies on a plane below is seen through pixels that are nothing at all, and hides what is below it here.
        left -= clip;
        out.add(Color{}, std::move(clip));
    }
    out.add(frame.stack->background, bare & left);
    std::ranges::reverse(out.strokes);
    return std::move(out.strokes);
}

} // namespace vitrail
