#include "arrange.hpp"

#include "ladder.hpp"
#include "shape.hpp"

#include <drm_fourcc.h>
#include <limits>

namespace vitrail {

namespace {

PlaneMask bit(std::size_t plane) { return PlaneMask{1} << plane; }

bool lies_over(Look const& look, std::size_t upper, std::size_t lower)
{
    return intersect(look.facts[upper].place, look.facts[lower].place);
}

/// Do two translucent layers overlap in the composed buffer where `layer` is seen through it? Blended with each other and
/// then with the layer, eight bits are rounded otherwise than when one comes after the other: a step of brightness.
bool veiled_twice(Look const& look, Layers const& chosen, std::size_t layer)
{
    Region<OutputPx> once;
    for (std::size_t j = 0; j < layer; ++j) {
        if (chosen[j] || (j == look.cursor && !look.software_cursor()))
            continue;
        auto const& above = look.stack.layers[j];
        auto const veil = (above.visible - above.opaque) & look.stack.layers[layer].visible;
        if (!(once & veil).empty())
            return true;
        once |= veil;
    }
    return false;
}

/// Which of `chosen` must lie below the composed buffer; nullopt: one of them cannot.
///
/// What has something composed on it must, and what has something on it that does.
std::optional<Layers> below_composition(Look const& look, Layers const& chosen)
{
    Layers below(look.size());
    for (std::size_t i = 0; i < look.size(); ++i) {
        if (!chosen[i])
            continue;
        below[i] = !blockers(look, chosen, i).empty() || look.software_cursor();
        for (std::size_t j = 0; j < i && !below[i]; ++j)
            below[i] = below[j] && lies_over(look, j, i);
        if (below[i] && (!look.facts[i].opaque || veiled_twice(look, chosen, i)))
            return std::nullopt;
    }
    return below;
}

/// The planes for the composed buffer.
PlaneMask composed_planes(Look const& look, ComposedOn composed, bool with_holes)
{
    PlaneMask out = composed == ComposedOn::Primary ? look.primary : look.overlays;
    for (std::size_t p = 0; p < look.caps.planes.size(); ++p)
        if (with_holes && (out & bit(p)) && !shows_holes(look.caps.planes[p]))
            out &= ~bit(p);
    return out;
}

std::optional<Spot> spot_before(Look const& look, std::optional<PlaneId> plane, int zpos)
{
    auto const it = plane ? std::ranges::find(look.caps.planes, *plane, &PlaneCaps::id) : look.caps.planes.end();
    if (it == look.caps.planes.end())
        return std::nullopt;
    return Spot{std::size_t(it - look.caps.planes.begin()), zpos};
}

/// What is shown, from the bottom to the top, and on which planes it could be.
class Pile {
public:
    Pile(Look const& look, Assignment const& before) : look_{look}, before_{before} {}

    void add_layers(Layers const& chosen, Layers const& below, bool which, PlaneMask allowed)
    {
        for (std::size_t i = look_.size(); i-- > 0;)
            if (chosen[i] && below[i] == which) {
                auto const& was = before_.placements[i];
                rungs.push_back({look_.facts[i].planes & allowed, spot_before(look_, was.plane, was.zpos)});
                layers.push_back(i);
            }
    }
    void add_composed(PlaneMask planes)
    {
        rungs.push_back({planes, spot_before(look_, before_.composed, before_.composed_zpos)});
        layers.push_back(std::nullopt);
    }

    [[nodiscard]] PlaneMask planes_before() const
    {
        PlaneMask out = 0;
        for (auto const& p : before_.placements)
            if (auto const spot = spot_before(look_, p.plane, p.zpos))
                out |= bit(spot->plane);
        return out;
    }

    std::vector<Rung> rungs;
    std::vector<std::optional<std::size_t>> layers; // of the same rung; none: the composed buffer

private:
    Look const& look_;
    Assignment const& before_;
};

} // namespace

bool shows_holes(PlaneCaps const& plane)
{
    auto const& all = plane.formats.all();
    return plane.blends && (all.empty() || all.contains(Format{DRM_FORMAT_ARGB8888}));
}

bool overlay_reaches(Look const& look, Layers const& below)
{
    for (std::size_t i = 0; i < look.size(); ++i)
        if (below[i] && look.facts[i].covers)
            return true;
    return look.black;
}

bool nothing_to_compose(Look const& look, Layers const& chosen)
{
    if (look.software_cursor())
        return false;
    Region<OutputPx> bare = Rect<OutputPx>::of(look.stack.size);
    for (std::size_t i = 0; i < look.size(); ++i) {
        if (i != look.cursor && !chosen[i] && !look.facts[i].backdrop)
            return false;
        if (chosen[i] && look.facts[i].opaque)
            bare -= look.facts[i].place;
    }
    return look.black || bare.empty();
}

std::vector<std::size_t> blockers(Look const& look, Layers const& chosen, std::size_t layer)
{
    std::vector<std::size_t> out;
    for (std::size_t j = 0; j < layer; ++j)
        if (!chosen[j] && j != look.cursor && look.hides(j, look.facts[layer].place))
            out.push_back(j);
    return out;
}

std::optional<Assignment> arrange(Look const& look, Layers const& chosen, ComposedOn composed, Assignment const& before)
{
    bool const all_shown = nothing_to_compose(look, chosen);
    if (all_shown != (composed == ComposedOn::Nothing) && composed != ComposedOn::Primary)
        return std::nullopt;
    auto const below = below_composition(look, chosen);
    if (!below)
        return std::nullopt;
    bool const holes = std::ranges::contains(*below, true);
    if (composed == ComposedOn::Overlay && !(holes && overlay_reaches(look, *below)))
        return std::nullopt;

    bool const on_primary = composed == ComposedOn::Primary;
    auto const allowed = look.overlays | (on_primary ? 0 : look.primary);
    Pile pile{look, before};
    pile.add_layers(chosen, *below, true, allowed);
    if (composed != ComposedOn::Nothing)
        pile.add_composed(composed_planes(look, composed, holes));
    pile.add_layers(chosen, *below, false, allowed);
    auto const ceiling = look.cursor_plane ? look.cursor_plane->zpos_max : std::numeric_limits<int>::max();
    auto const spots = find_ladder(look.caps.planes, pile.rungs, look.primary, pile.planes_before(), ceiling);
    if (!spots)
        return std::nullopt;

    auto out = nothing_on_planes(look);
    out.composed.reset();
    out.composed_zpos = 0;
    for (std::size_t r = 0; r < spots->size(); ++r) {
        auto const& [plane, zpos] = (*spots)[r];
        auto const id = look.caps.planes[plane].id;
        if (pile.layers[r])
            out.placements.edit(*pile.layers[r]) = {id, Verdict::OnPlane, zpos};
        else
            out.composed = id, out.composed_zpos = zpos;
    }
    return out;
}

std::optional<std::size_t> wrong_layer(Look const& look, Assignment const& a)
{
    Layers chosen(look.size());
    for (std::size_t i = 0; i < look.size(); ++i)
        chosen[i] = i != look.cursor && a.placements[i].plane.has_value();
    auto const* composed = a.composed ? look.caps.find(*a.composed) : nullptr;
    for (std::size_t i = 0; i < look.size(); ++i) {
        if (!chosen[i])
            continue;
        int const zpos = a.placements[i].zpos;
        if (look.cursor_plane && zpos >= a.placements[*look.cursor].zpos)
            return i;
        if (a.path(i) == Path::Below
            && (!(look.facts[i].opaque && composed && shows_holes(*composed)) || veiled_twice(look, chosen, i)))
            return i;
        if (a.path(i) == Path::Above && (look.software_cursor() || !blockers(look, chosen, i).empty()))
            return i;
        for (std::size_t j = 0; j < i; ++j)
            if (chosen[j] && zpos >= a.placements[j].zpos && lies_over(look, j, i))
                return i;
    }
    return std::nullopt;
}

} // namespace vitrail
