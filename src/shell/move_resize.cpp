#include "shell/move_resize.hpp"

#include <cmath>

namespace vitrail {

namespace {

Point<Logical> rounded(FPoint<Logical> p) { return {int(std::lround(p.x)), int(std::lround(p.y))}; }

} // namespace

MoveGrab::MoveGrab(Window& window, FPoint<Logical> pointer, std::function<void()> done)
    : window_{window}, hold_{rounded(pointer) - window.box().origin()}, done_{std::move(done)}
{
    if (window.fit() == Fit::Free)
        return;
    auto const filled = window.box().size();
    window.set_fit(Fit::Free);
    auto const size = window.free_size().value_or(filled);
    hold_ = {hold_.x * size.width / std::max(filled.width, 1), std::min(hold_.y, size.height - 1)};
}

void MoveGrab::motion(FPoint<Logical> at) { window_.move_to(rounded(at) - hold_); }

ResizeGrab::ResizeGrab(Window& window, Edges edges, FPoint<Logical> pointer, std::function<void()> done)
    : window_{window}, start_{window.box()}, edges_{edges}, pointer_{pointer}, done_{std::move(done)}
{
    window.begin_resize(edges);
}

void ResizeGrab::motion(FPoint<Logical> at)
{
    window_.resize_to(resized(start_, edges_, rounded(at - pointer_), window_.limits()));
}

void ResizeGrab::ended()
{
    window_.end_resize();
    done_();
}

} // namespace vitrail
