#include "shell/policy.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

namespace vitrail {

void KioskPolicy::configure(Window& window)
{
    auto const* parent = window.parent();
    auto const* wanted = window.toplevel().requested.fullscreen_output;
    auto* output = parent ? parent->output() : wanted ? world_.outputs.find(wanted) : nullptr;
    if (!output)
        output = world_.outputs.at(world_.seat.cursor());
    if (output)
        window.send_home_to(*output);
    window.set_fullscreen(!parent);
}

void KioskPolicy::place(Window& window, std::vector<Window*> const&) { centre(window); }

void KioskPolicy::centre(Window& window)
{
    auto const* output = window.output();
    if (!output)
        return;
    auto const size = window.box().size();
    auto const* parent = window.parent();
    auto const origin = centred(parent ? parent->box() : output->area(), size);
    window.move_to(kept_inside(output->area(), Rect<Logical>::at(origin, size)));
}

/// Nobody can move a dialog here: it stays in the middle, whatever size it takes.
void KioskPolicy::changed(Window& window)
{
    if (!window.fullscreen())
        centre(window);
}

void KioskPolicy::parent_changed(Window& window)
{
    auto const* parent = window.parent();
    if (parent && parent->output())
        window.send_home_to(*parent->output());
    window.set_fullscreen(!parent);
}

} // namespace vitrail
