#pragma once

#include "look.hpp"

#include <algorithm>
#include <optional>

namespace vitrail {

/// The last decision, when nothing but an event can change it: most frames have the same layers with other pictures, and
/// what was decided for the one before.
class Settled {
public:
    /// The decision for the same layers, if it still holds on this display; null: it is to be made anew.
    [[nodiscard]] Assignment const* find(DisplayCaps const& caps, PlaneAllocator::Conditions const& now) const
    {
        if (!kept_ || kept_->caps != caps.version)
            return nullptr;
        auto const& then = kept_->conditions;
        bool const alike = then.compose_all == now.compose_all && then.cursor_apart == now.cursor_apart
            && then.overlays == now.overlays && then.composed_yuv == now.composed_yuv;
        return alike ? &kept_->assignment : nullptr;
    }

    /// Keeps the decision instead of the one before; none, if it would be another one by and by with the same layers, because
    /// something `waits` or a layer has not lain still for long enough. Where everything is composed no layer matters.
    void keep(Look const& look, Assignment const& assignment, bool waits)
    {
        auto const too_early = [](LayerFacts const& f) { return f.planes && f.wanted && !f.stable; };
        forget();
        if (!waits && (look.conditions.compose_all || std::ranges::none_of(look.facts, too_early)))
            kept_ = {look.caps.version, look.conditions, assignment};
    }

    void forget() { kept_.reset(); }

private:
    struct Kept {
        std::uint64_t caps = 0;
        PlaneAllocator::Conditions conditions;
        Assignment assignment;
    };
    std::optional<Kept> kept_;
};

} // namespace vitrail
