#pragma once

#include "layer_history.hpp"
#include "planes/plane_allocator.hpp"

#include <cstdint>
#include <vector>

namespace vitrail {

/// A set of planes: bit n is `DisplayCaps::planes[n]`. Displays have about ten.
using PlaneMask = std::uint64_t;
/// Which layers of a stack: one for each.
using Layers = std::vector<bool>;

/// What can be said about one layer before anything is decided.
struct LayerFacts {
    Rect<OutputPx> place;   ///< the part of `dest` that is on the screen
    bool opaque = false;    ///< over all of `place`
    bool covers = false;    ///< it fills the screen, and nothing below it can be seen
    bool backdrop = false;  ///< opaque black with nothing but black below: as black as where no plane lies
    PlaneMask planes = 0;   ///< that could show it, as far as is known without asking
    Verdict misfit{};       ///< why none of them can, if none can
    Verdict no_overlay{};   ///< why no overlay plane can, if none can
    bool fast = false;      ///< see LayerHistory
    bool wanted = false;    ///< a plane for it would pay
    bool stable = false;    ///< long enough as it is to be worth a question
    double value = 0;       ///< pixels a second that need not be composed
};

/// One stack on one display at one moment, with all that can be known without a question.
///
/// It refers to what it was made from and must not outlive that.
struct Look {
    Look(LayerStack const& stack, DisplayCaps const& caps, PlaneAllocator::Conditions const& conditions,
         LayerHistory const& history, bool cursor_plane_works);

    LayerStack const& stack;
    DisplayCaps const& caps;
    PlaneAllocator::Conditions const& conditions;
    std::vector<LayerFacts> facts; ///< of each layer
    PlaneMask primary = 0, overlays = 0; ///< planes for layers, of those that may be used
    std::optional<std::size_t> cursor;   ///< which layer it is
    PlaneCaps const* cursor_plane = nullptr; ///< set: the cursor is on it
    bool black = false; ///< the background is what a display shows where no plane lies

    [[nodiscard]] std::size_t size() const { return stack.layers.size(); }
    /// A cursor without a plane is composed over everything, wherever it is: so its motion changes no decision.
    [[nodiscard]] bool software_cursor() const { return cursor && !cursor_plane; }
    [[nodiscard]] PlaneCaps const& primary_plane() const { return *caps.find(PlaneType::Primary); }
    [[nodiscard]] std::optional<std::size_t> layer_of(SourceId source) const;
    /// Is it to be seen on top of something at `place`, when it is composed?
    [[nodiscard]] bool hides(std::size_t layer, Rect<OutputPx> const& place) const
    {
        return !facts[layer].backdrop && stack.layers[layer].visible.intersects(place);
    }

private:
    void look_at_planes();
    void look_at_cursor(bool works);
    void look_at_backdrop();
    void look_at(std::size_t layer, LayerHistory const& history);
    void look_for_planes(std::size_t layer);
    [[nodiscard]] Verdict no_overlay_verdict(std::size_t layer) const;
};

/// Opaque black, and nothing else whoever shows it?
[[nodiscard]] bool is_black(Layer const& layer);
/// Every layer in the composed picture on the primary plane; only the cursor has its plane.
[[nodiscard]] Assignment nothing_on_planes(Look const& look);
/// Which layers have a plane, the cursor apart.
[[nodiscard]] Layers on_planes(Look const& look, Assignment const& assignment);
/// Everything composed, because it must be (Conditions::compose_all) or nothing else works; the cursor with it or apart.
[[nodiscard]] Assignment one_picture(Look const& look);

} // namespace vitrail
