#pragma once

#include "frame/layer.hpp"
#include "frame/plane_caps.hpp"
#include "frame/verdict.hpp"

#include <optional>

namespace vitrail {

/// Why no plane of any display could show `layer`, as far as can be known without asking.
[[nodiscard]] std::optional<Verdict> misfit(Layer const& layer, bool shows_shm, YuvSupport const* composed_yuv);

/// Why `plane` cannot show `layer`, which is `opaque` or not (is_opaque), as far as can be known without asking. The verdicts are
/// checked in the order of `depth`: of two planes, the one that got further was nearer to showing it.
[[nodiscard]] std::optional<Verdict> misfit(Layer const& layer, bool opaque, PlaneCaps const& plane, Size<OutputPx> screen);
[[nodiscard]] int depth(Verdict misfit);

/// Is the picture shown in another size than it is cut out?
[[nodiscard]] bool is_scaled(Layer const& layer);

} // namespace vitrail
