// What the user's rules make of the displays.

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output_manager_parts.hpp"
#include "turn_on.hpp"

#include <algorithm>

namespace vitrail {

namespace {

bool is_set(Scanout& display, Mode const& wanted)
{
    auto const now = display.mode();
    auto const mode = closest_mode(display.modes(), wanted);
    return now.size == mode.size && (mode.refresh_mhz == 0 || now.refresh_mhz == mode.refresh_mhz);
}

} // namespace

OutputRule OutputManager::Parts::rule_for(DisplayIdentity const& identity) const
{
    if (identity.connector == placeholder_connector)
        return {};
    auto const request = std::ranges::find(requests, identity, &OutputRequest::display);
    return request != requests.end() ? request->rule : rules.rule_for(identity);
}

bool OutputManager::Parts::is_taken(Rect<Logical> const& area, Output const& by_others_than) const
{
    return std::ranges::any_of(known, [&](auto const& o) {
        return o->attached() && !is_placeholder(*o) && o.get() != &by_others_than && !o->area().intersected(area).empty();
    });
}

/// A display that comes back stands as it stood, unless its rule has changed meanwhile, or another one stands there now.
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
    View seen = view;
    seen.size = size;
    if (rule.position && was.position != rule.position)
        view.origin = *rule.position;
    else if (!rule.position && (is_new || was.position || (!output.attached() && is_taken(seen.area(), output))))
        view.origin = is_placeholder(output) ? lost_origin : Point<Logical>{right_edge(output), 0};
    return view;
}

void OutputManager::Parts::set_rules(OutputRules wanted)
{
    if (rules == wanted)
        return;
    std::erase_if(requests, [&](OutputRequest const& r) { return rules.rule_for(r.display) != wanted.rule_for(r.display); });
    rules = std::move(wanted);
    follow_all();
}

bool OutputManager::Parts::request(OutputRequests const& wanted)
{
    auto const before = requests;
    for (auto const& request : wanted) {
        std::erase_if(requests, [&](OutputRequest const& r) { return r.display == request.display; });
        requests.push_back(request);
    }
    follow_all();
    if (std::ranges::all_of(wanted, [this](OutputRequest const& r) { return obeys(r); }))
        return true;
    requests = before;
    follow_all();
    return false;
}

/// Is the display as it was asked to be? A mode can be refused; place, scale and turn cannot.
bool OutputManager::Parts::obeys(OutputRequest const& request) const
{
    auto const display = std::ranges::find(displays, request.display, [](auto const& d) { return d->identity(); });
    if (display == displays.end())
        return false;
    auto const& rule = request.rule;
    bool const on = shown_on(**display) != nullptr;
    return on != rule.off && (rule.off || !rule.mode || is_set(**display, *rule.mode));
}

void OutputManager::Parts::follow_all()
{
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
    if (now.mode != was.mode && !(now.mode && is_set(display, *now.mode))) {
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

bool OutputManager::request(OutputRequests const& wanted) { return parts_->request(wanted); }

OutputRule OutputManager::rule_for(DisplayIdentity const& display) const { return parts_->rule_for(display); }

std::vector<Scanout*> OutputManager::displays() const
{
    std::vector<Scanout*> out;
    for (auto const& display : parts_->displays)
        if (display->identity().connector != placeholder_connector)
            out.push_back(display.get());
    return out;
}

} // namespace vitrail
