#include "shell/move_resize.hpp"

#include <algorithm>
#include <cmath>

namespace vitrail {

namespace {

Point<Logical> rounded(FPoint<Logical> p) { return {int(std::lround(p.x)), int(std::lround(p.y))}; }

} // namespace

MoveGrab::MoveGrab(Window& window, std::optional<FPoint<Logical>> pointer, std::function<void()> done)
    : window_{window}, done_{std::move(done)}
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
    window_.move_to(rounded(at) - *hold_);
}

ResizeGrab::ResizeGrab(Window& window, Edges edges, std::optional<FPoint<Logical>> pointer, std::function<void()> done)
    : window_{window}, start_{window.box()}, edges_{edges}, pointer_{pointer}, done_{std::move(done)}
{
    window.begin_resize(edges);
}

void ResizeGrab::motion(FPoint<Logical> at)
{
    if (!pointer_)
        pointer_ = at;
    window_.resize_to(resized(start_, edges_, rounded(at - *pointer_), window_.limits()));
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
