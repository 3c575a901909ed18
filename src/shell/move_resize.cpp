#include "shell/move_resize.hpp"

#include "shell/fit.hpp"

#include <algorithm>
#include <cmath>

namespace vitrail {

namespace {

Point<Logical> rounded(FPoint<Logical> p) { return {int(std::lround(p.x)), int(std::lround(p.y))}; }

} // namespace

MoveGrab::MoveGrab(Window& window, std::optional<FPoint<Logical>> pointer, Magnets magnets, std::function<void()> done)
    : window_{window}, magnets_{std::move(magnets)}, done_{std::move(done)}
{
    if (pointer)
        take_hold(*pointer);
}

void MoveGrab::take_hold(FPoint<Logical> at)
{
    auto hold = rounded(at) - window_.box().origin();
    if (window_.fit() != Fit::Free) {
        auto const filled = window_.box().size();
        window_.set_fit(Fit::Free);
        auto const size = window_.free_size().value_or(filled);
        hold = {int(std::int64_t{hold.x} * size.width / std::max(filled.width, 1)), std::min(hold.y, size.height - 1)};
    }
    hold_ = hold;
}

void MoveGrab::motion(FPoint<Logical> at)
{
    if (!hold_)
        take_hold(at);
    auto const box = Rect<Logical>::at(rounded(at) - *hold_, window_.box().size());
    bool const free = magnets_.reach == 0;
    window_.move_to(free ? box.origin() : snapped(box, magnets_.area(box), magnets_.others(), magnets_.reach));
}

ResizeGrab::ResizeGrab(Window& window, Edges edges, std::optional<FPoint<Logical>> pointer, Magnets magnets,
                       std::function<void()> done)
    : window_{window}
    , start_{window.box()}
    , edges_{edges}
    , pointer_{pointer}
    , magnets_{std::move(magnets)}
    , done_{std::move(done)}
{
    window.begin_resize(edges);
}

void ResizeGrab::motion(FPoint<Logical> at)
{
    if (!pointer_)
        pointer_ = at;
    auto size = resized(start_, edges_, rounded(at - *pointer_), window_.limits());
    if (magnets_.reach > 0) {
        auto const box = Rect<Logical>::at(anchored(start_, edges_, size), size);
        size = limited(snapped_size(box, edges_, magnets_.area(box), magnets_.others(), magnets_.reach), window_.limits());
    }
    window_.resize_to(size);
}

void ResizeGrab::ended()
{
    window_.end_resize();
    done_();
}

char const* ResizeGrab::cursor() const
{
    if (edges_.top)
        return edges_.left ? "nw-resize" : edges_.right ? "ne-resize" : "n-resize";
    if (edges_.bottom)
        return edges_.left ? "sw-resize" : edges_.right ? "se-resize" : "s-resize";
    return edges_.left ? "w-resize" : "e-resize";
}

} // namespace vitrail
