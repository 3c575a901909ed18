#include "shell/policy.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

namespace vitrail {

namespace {

bool fits(Size<Logical> size, Size<Logical> room) { return size.width <= room.width && size.height <= room.height; }

} // namespace

/// Its application's own place; else that of its client's choice.
void KioskPolicy::configure(Window& window)
{
    auto const* parent = window.parent();
    auto const* wanted = window.wishes().fullscreen_on;
    auto place = rules_.place ? rules_.place(window) : KioskPlace{};
    if (!place.output && !place.hidden)
        place.output = parent ? parent->output() : wanted ? world_.outputs.find(wanted) : nullptr;
    if (!place.output && !place.hidden)
        place.output = world_.outputs.at(world_.seat.cursor());
    put(window, place);
    window.set_fullscreen(!parent);
}

void KioskPolicy::put(Window& window, KioskPlace const& place)
{
    if (place.output)
        window.send_home_to(*place.output);
    if (window.minimised() != place.hidden)
        window.set_minimised(place.hidden);
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

/// Nobody can move a dialog here: it stays in the middle, whatever size it takes. One that is larger than the screen could
/// not be reached as a whole: it has to make do with the screen.
void KioskPolicy::changed(Window& window)
{
    if (window.fullscreen())
        return;
    auto const* output = window.output();
    if (output && !fits(window.box().size(), output->area().size()))
        window.set_fullscreen(true);
    else
        centre(window);
}

void KioskPolicy::mapped(Window& window)
{
    if (rules_.mapped)
        rules_.mapped(window);
}

void KioskPolicy::unmapping(Window& window)
{
    if (rules_.unmapping)
        rules_.unmapping(window);
}

bool KioskPolicy::follows_outputs(Window& window)
{
    auto const place = rules_.place ? rules_.place(window) : KioskPlace{};
    put(window, place);
    return !place.hidden;
}

void KioskPolicy::parent_changed(Window& window)
{
    auto const* parent = window.parent();
    if (parent && parent->output())
        window.send_home_to(*parent->output());
    window.set_fullscreen(!parent);
}

} // namespace vitrail
