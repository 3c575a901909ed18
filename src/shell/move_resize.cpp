#include "shell/move_resize.hpp"

#include "shell/fit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrail {

namespace {

Point<Logical> rounded(FPoint<Logical> p) { return {int(std::lround(p.x)), int(std::lround(p.y))}; }

} // namespace

MoveGrab::MoveGrab(Window& window, std::optional<FPoint<Logical>> pointer, Magnets magnets, MoveEvents events)
    : window_{window}, magnets_{std::move(magnets)}, events_{std::move(events)}
{
    if (pointer)
        take_hold(*pointer);
}

void MoveGrab::take_hold(FPoint<Logical> at)
{
    auto hold = rounded(at) - window_.box().origin();
    before_ = window_.box().origin();
    if (window_.fit() != Fit::Free) {
        auto const filled = window_.box().size();
        window_.set_fit(Fit::Free);
        auto const size = window_.free_size().value_or(filled);
        before_.reset();
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
    if (auto const drop = events_.drop_at(at); std::exchange(drop_, drop) != drop)
        events_.preview(drop_);
}

/// It fills what it was let go for; freed again, it is back where it was.
void MoveGrab::released()
{
    if (!drop_)
        return;
    window_.send_home_to(*drop_->output);
    window_.set_fit(drop_->fit);
    if (before_)
        window_.move_to(*before_);
}

void MoveGrab::ended()
{
    if (drop_)
        events_.preview(std::nullopt);
    events_.done();
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

char const* cursor_for(Edges edges)
{
    if (edges.top)
        return edges.left ? "nw-resize" : edges.right ? "ne-resize" : "n-resize";
    if (edges.bottom)
        return edges.left ? "sw-resize" : edges.right ? "se-resize" : "s-resize";
    return edges.left ? "w-resize" : "e-resize";
}

} // namespace vitrail
