#include "look.hpp"

#include "misfit.hpp"
#include "shape.hpp"

namespace vitrail {

namespace {

/// How long a layer lies still before the display is asked: six refreshes at 60 Hz are a tenth of a second.
constexpr int still_refreshes = 6;
/// What fills the screen is worth a plane even when it rests: nothing else needs it.
constexpr double least_rate = 1;
/// Composing a video costs more than its pixels: its colours are converted, mostly it is scaled, and for minutes.
constexpr double video_weight = 2;
constexpr Color opaque_black{0, 0, 0, 1};

/// Where any size works. A cursor's plane shows a whole picture of its own; of one larger than the screen, composition draws no
/// more than is seen.
constexpr Size<BufferPx> largest_cursor{512, 512};

bool fits_cursor_plane(Layer const& cursor, PlaneCaps const& plane)
{
    auto const fits = [&](Size<BufferPx> s) { return cursor.dest.width <= s.width && cursor.dest.height <= s.height; };
    return cursor.content && (plane.cursor_sizes.empty() ? fits(largest_cursor) : std::ranges::any_of(plane.cursor_sizes, fits));
}

} // namespace

bool is_black(Layer const& layer)
{
    if (layer.look || (layer.content && layer.content->memory != Memory::SinglePixel))
        return false;
    return layer.alpha >= 1.0F && (layer.content ? layer.content->color : layer.color) == opaque_black;
}

Look::Look(LayerStack const& stack, DisplayCaps const& caps, PlaneAllocator::Conditions const& conditions,
           LayerHistory const& history, bool cursor_plane_works)
    : stack{stack}
    , caps{caps}
    , conditions{conditions}
    , facts(stack.layers.size())
    , black{stack.background == opaque_black}
{
    look_at_planes();
    look_at_cursor(cursor_plane_works);
    for (std::size_t i = 0; i < size(); ++i)
        if (i != cursor)
            look_at(i, history);
    look_at_backdrop();
}

void Look::look_at_planes()
{
    for (std::size_t p = 0; p < std::min<std::size_t>(caps.planes.size(), 64); ++p)
        if (auto const bit = PlaneMask{1} << p; caps.planes[p].type == PlaneType::Primary && !primary)
            primary = bit;
        else if (caps.planes[p].type == PlaneType::Overlay && conditions.overlays)
            overlays |= bit;
}

void Look::look_at_cursor(bool works)
{
    if (stack.layers.empty() || stack.layers[0].role != LayerRole::Cursor)
        return;
    cursor = 0;
    auto const* plane = caps.find(PlaneType::Cursor);
    if (works && plane && fits_cursor_plane(stack.layers[0], *plane))
        cursor_plane = plane;
}

void Look::look_at(std::size_t i, LayerHistory const& history)
{
    auto const& layer = stack.layers[i];
    auto& f = facts[i];
    auto const whole = Rect<OutputPx>::of(stack.size);
    f.place = on_screen(layer, stack.size);
    f.opaque = is_opaque(layer, stack.size);
    f.covers = f.opaque && layer.dest.contains(whole);
    f.fast = history.is_fast(layer.id);
    f.wanted = f.fast || f.covers;
    auto const since = history.unchanged_since(layer.id);
    f.stable = since != Time::max() && conditions.now - since >= still_refreshes * conditions.period;
    f.value = std::max(history.rate(layer.id), least_rate) * double(f.place.area());
    if (layer.content_type == ContentType::Video)
        f.value *= video_weight;
    look_for_planes(i);
}

void Look::look_for_planes(std::size_t i)
{
    auto const& layer = stack.layers[i];
    auto& f = facts[i];
    if (auto const never = misfit(layer, caps.shows_shm, conditions.composed_yuv)) {
        f.misfit = f.no_overlay = *never;
        return;
    }
    int deepest = -1, deepest_overlay = -1;
    f.no_overlay = no_overlay_verdict(i);
    for (std::size_t p = 0; p < caps.planes.size(); ++p) {
        auto const bit = PlaneMask{1} << p;
        if (!(bit & (primary | overlays)))
            continue;
        auto const why = misfit(layer, f.opaque, caps.planes[p], stack.size);
        if (!why)
            f.planes |= bit;
        else if (bit & overlays && depth(*why) > deepest_overlay)
            f.no_overlay = *why, deepest_overlay = depth(*why);
        if (why && depth(*why) > deepest)
            f.misfit = *why, deepest = depth(*why);
    }
    auto const elsewhere = [&](PlaneCaps const& p) {
        return p.type == PlaneType::Overlay && conditions.overlays && !misfit(layer, f.opaque, p, stack.size);
    };
    if (!(f.planes & overlays) && std::ranges::any_of(caps.elsewhere, elsewhere))
        f.misfit = f.no_overlay = Verdict::PlaneElsewhere;
    else if (!overlays && !f.covers)
        f.misfit = f.no_overlay;
}

/// Before any overlay plane was looked at.
Verdict Look::no_overlay_verdict(std::size_t i) const
{
    auto const is_overlay = [](PlaneCaps const& p) { return p.type == PlaneType::Overlay; };
    if (facts[i].covers)
        return Verdict::BelowComposed;
    bool const has_some
        = std::ranges::any_of(caps.planes, is_overlay) || std::ranges::any_of(caps.elsewhere, is_overlay);
    return has_some && !conditions.overlays ? Verdict::SwitchedOff : Verdict::NoOverlayPlane;
}

void Look::look_at_backdrop()
{
    if (!black)
        return;
    std::vector<std::size_t> others; // that are not black, from the bottom
    for (std::size_t i = size(); i-- > 0 && others.size() < most_watched;) {
        auto const lies_on = [&](std::size_t below) { return intersect(facts[below].place, facts[i].place); };
        facts[i].backdrop = is_black(stack.layers[i]) && std::ranges::none_of(others, lies_on);
        if (!facts[i].backdrop)
            others.push_back(i);
    }
}

std::optional<std::size_t> Look::layer_of(SourceId source) const
{
    auto const it = std::ranges::find(stack.layers, source, &Layer::id);
    return it == stack.layers.end() ? std::nullopt : std::optional{std::size_t(it - stack.layers.begin())};
}

Assignment nothing_on_planes(Look const& look)
{
    auto out = all_composed(look.stack, look.caps, Verdict::NotStableYet);
    if (look.cursor_plane)
        out.placements.edit(*look.cursor) = {look.cursor_plane->id, Verdict::OnPlane, look.cursor_plane->zpos_max};
    return out;
}

Layers on_planes(Look const& look, Assignment const& assignment)
{
    Layers out(look.size());
    for (std::size_t i = 0; i < look.size(); ++i)
        out[i] = i != look.cursor && assignment.placements[i].plane.has_value();
    return out;
}

Assignment one_picture(Look const& look)
{
    auto out = all_composed(look.stack, look.caps, look.conditions.compose_all.value_or(Verdict::NoOverlayPlane));
    if (look.conditions.cursor_apart && look.cursor_plane)
        out.placements.edit(*look.cursor) = nothing_on_planes(look).placements[*look.cursor];
    return out;
}

} // namespace vitrail
