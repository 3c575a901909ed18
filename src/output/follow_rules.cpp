// What the user's rules make of the displays.

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output_manager_parts.hpp"
#include "turn_on.hpp"

#include <algorithm>

namespace vitrail {

OutputRule OutputManager::Parts::rule_for(DisplayIdentity const& identity) const
{
    return identity.connector == placeholder_connector ? OutputRule{} : rules.rule_for(identity);
}

/// A display that comes back stands as it stood, unless its rule has changed meanwhile.
View OutputManager::Parts::wanted_view(Output const& output, Scanout& display, OutputRule const& rule) const
{
    auto const before = followed.find(&output);
    bool const is_new = before == followed.end();
    auto const was = is_new ? OutputRule{} : before->second;
    auto const size = output.attached() ? display.mode().size : expected_size(display, rule.mode);
    View view = output.view();
    if (is_new || was.scale != rule.scale)
        view.scale = rule.scale.value_or(natural_scale(display, size));
    if (is_new || was.transform != rule.transform)
        view.transform = rule.transform.value_or(Transform::Normal);
    if (rule.position && was.position != rule.position)
        view.origin = *rule.position;
    else if (!rule.position && (is_new || was.position))
        view.origin = is_placeholder(output) ? lost_origin : Point<Logical>{right_edge(output), 0};
    return view;
}

void OutputManager::Parts::set_rules(OutputRules wanted)
{
    if (rules == wanted)
        return;
    rules = std::move(wanted);
    auto const shown_before = face.active();
    for (auto const& display : std::vector{displays}) { // before others are switched off: no stand-in for a moment
        bool const still_there = std::ranges::contains(displays, display); // the stand-in goes when a real one comes
        if (still_there && !shown_on(*display) && !rule_for(display->identity()).off)
            show(display);
    }
    for (auto* output : shown_before)
        if (output->attached() && !is_placeholder(*output))
            follow(*output);
    close_row();
    changed();
}

void OutputManager::Parts::follow(Output& output)
{
    auto const now = rule_for(output.identity());
    auto const was = followed[&output];
    if (now == was)
        return;
    if (now.off)
        return switch_off(output);
    Scanout& display = *output.scanout();
    if (now.mode != was.mode) {
        auto const mode = now.mode ? std::optional{closest_mode(display.modes(), *now.mode)} : std::nullopt;
        if (!output.set_mode(mode))
            log::warning("{}: the mode of the configuration does not work: it keeps the one it has",
                         output.identity().connector);
    }
    output.allow_tearing(now.tearing);
    output.vary_refresh(now.vrr);
    place(output, wanted_view(output, display, now));
    followed[&output] = now;
}

/// For windows and clients the display is unplugged.
void OutputManager::Parts::switch_off(Output& output)
{
    Scanout& display = *output.scanout();
    if (is_last(output))
        stand_in_for(output);
    detach(output);
    wlr_output_layout_remove(layout, &display.c());
    keep_off(display);
}

void OutputManager::Parts::keep_off(Scanout& display)
{
    if (!display.mode().size.empty())
        display.disable();
    log::info("{}: off, as configured", display.identity().connector);
}

/// Where some have their place by the user, the others make room.
void OutputManager::Parts::arrange()
{
    auto const has_place = [this](Output* o) { return followed[o].position.has_value(); };
    if (std::ranges::any_of(face.active(), has_place))
        close_row();
}

/// Those without a place of the user's stand right of those that have one, as they stood, without a gap.
void OutputManager::Parts::close_row()
{
    auto row = face.active();
    std::erase_if(row, [this](Output* o) { return is_placeholder(*o); });
    auto const fixed = std::ranges::partition(row, [this](Output* o) { return !followed[o].position; });
    int edge = 0;
    for (auto const* o : fixed)
        edge = std::max(edge, o->area().right());
    row.erase(fixed.begin(), fixed.end());
    std::ranges::stable_sort(row, {}, [](Output* o) { return o->area().x; });
    for (auto* o : row) {
        View view = o->view();
        view.origin = {edge, 0};
        place(*o, view);
        edge = o->area().right();
    }
}

} // namespace vitrail
