#include "shell/policy.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

namespace vitrail {

/// A dialog opens where its parent is, everything else where the user is.
void DesktopPolicy::configure(Window& window)
{
    auto const* parent = window.parent();
    auto* output = parent ? parent->output() : world_.outputs.at(world_.seat.cursor());
    if (output && !window.returns())
        window.send_home_to(*output);
    auto const wants = window.wishes();
    if (wants.maximised)
        window.set_fit(Fit::Maximised);
    if (wants.fullscreen)
        window.set_fullscreen(true, wants.fullscreen_on ? world_.outputs.find(wants.fullscreen_on) : nullptr);
}

void DesktopPolicy::place(Window& window, std::vector<Window*> const& others)
{
    auto const* output = window.output();
    if (!output || window.returns())
        return;
    auto const area = world_.usable_area(*output);
    auto const size = window.box().size();
    if (auto const* parent = window.parent())
        return window.move_to(kept_inside(area, Rect<Logical>::at(centred(parent->box(), size), size)));
    if (auto const at = window.wishes().position)
        return window.move_to(kept_inside(area, Rect<Logical>::at(*at, size)));
    std::vector<Rect<Logical>> boxes;
    for (auto const* other : others)
        if (other != &window && other->visible())
            boxes.push_back(other->box());
    window.move_to(config_.cascade ? cascaded(area, size, boxes) : least_hiding(area, size, boxes));
}

} // namespace vitrail
