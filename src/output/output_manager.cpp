#include "output/output_manager.hpp"

#include "backend/headless.hpp"
#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output_manager_parts.hpp"
#include "turn_on.hpp"

#include <algorithm>
#include <limits>

namespace vitrail {

namespace {

// Nobody sees it: once a second is often enough for clients that wait for their next frame.
constexpr Mode placeholder_mode{{1280, 720}, 1'000};

std::int64_t distance_squared(Rect<Logical> const& area, FPoint<Logical> at)
{
    auto const dx = std::max({double(area.x) - at.x, 0.0, at.x - area.right()});
    auto const dy = std::max({double(area.y) - at.y, 0.0, at.y - area.bottom()});
    return std::int64_t(dx * dx + dy * dy);
}

} // namespace

/// A display that was here before gets its own output back: place, clock, windows.
Output& OutputManager::Parts::output_for(DisplayIdentity const& identity)
{
    for (auto const& o : known)
        if (!o->attached() && o->identity() == identity)
            return *o;
    known.push_back(std::make_unique<Output>(loop, scene, renderer, identity));
    known.back()->on_latched = [this](Output& output, Frame const& frame) {
        if (feedback)
            feedback->latched(output, frame);
        if (face.on_latched)
            face.on_latched(output, frame);
    };
    known.back()->on_placements = [this](Output& output) {
        if (face.on_placements)
            face.on_placements(output);
    };
    known.back()->focused = [this] { return face.focused ? face.focused() : nullptr; };
    known.back()->on_shown = [this](Output& output) {
        if (!ending && face.on_shown)
            face.on_shown(output);
    };
    known.back()->use_planes(plane_use);
    return *known.back();
}

bool OutputManager::Parts::is_placeholder(Output const& o) const
{
    return o.identity().connector == placeholder_connector;
}

Output* OutputManager::Parts::find_placeholder() const
{
    for (auto const& o : known)
        if (o->attached() && is_placeholder(*o))
            return o.get();
    return nullptr;
}

Output* OutputManager::Parts::shown_on(Scanout const& display) const
{
    auto const it = std::ranges::find(known, &display, [](auto const& o) { return o->scanout(); });
    return it == known.end() ? nullptr : it->get();
}

bool OutputManager::Parts::is_last(Output const& output) const
{
    return !is_placeholder(output) && !ending
        && std::ranges::none_of(known, [&](auto const& o) { return o->attached() && o.get() != &output; });
}

int OutputManager::Parts::right_edge(Output const& without) const
{
    int edge = 0;
    for (auto const& o : known)
        if (o->attached() && !is_placeholder(*o) && o.get() != &without)
            edge = std::max(edge, o->area().right());
    return edge;
}

void OutputManager::Parts::on_display_added(std::shared_ptr<Scanout> display)
{
    displays.push_back(display);
    if (rule_for(display->identity()).off)
        keep_off(*display);
    else
        show(std::move(display));
    publish();
}

void OutputManager::Parts::show(std::shared_ptr<Scanout> display)
{
    auto const rule = rule_for(display->identity());
    Output& output = output_for(display->identity());
    View const view = wanted_view(output, *display, rule);
    followed[&output] = rule;
    output.allow_tearing(rule.tearing);
    output.vary_refresh(rule.vrr);
    display->announce(view.scale, view.transform);
    if (!turn_on(*display, rule.mode))
        return try_again_later();
    refusals = 0;
    display->events.resized = [this, &output](Mode const& mode) {
        output.set_mode(mode);
        changed();
    };
    output.attach(display);
    place(output, view);
    log::info("{} ({}): {}x{} at {:.2f} Hz, scale {}", output.identity().connector, own_name(output.identity()),
              output.view().size.width, output.view().size.height, display->mode().refresh_mhz / 1000.0, view.scale);
    if (!is_placeholder(output))
        backend.headless().remove(placeholder_connector);
    arrange();
    changed();
}

/// Another program may have the display for a moment, or memory be short: nobody else would ever ask again.
void OutputManager::Parts::try_again_later()
{
    constexpr Duration first = std::chrono::milliseconds{100}, longest = std::chrono::minutes{1};
    dark.arm(loop.now() + std::min(first * (1 << std::min(refusals++, 10)), longest));
}

void OutputManager::Parts::detach(Output& output)
{
    if (feedback)
        feedback->forget(output);
    output.detach();
}

void OutputManager::Parts::on_display_removed(Scanout& display)
{
    if (Output* output = shown_on(display)) {
        if (is_last(*output))
            stand_in_for(*output);
        log::info("{}: gone", output->identity().connector);
        detach(*output);
        changed();
    }
    std::erase_if(displays, [&](auto const& d) { return d.get() == &display; });
    publish();
}

/// Before the last screen leaves, a placeholder of its size takes its place: no window needs to be told anything.
void OutputManager::Parts::stand_in_for(Output const& lost)
{
    lost_origin = lost.view().origin;
    auto const size = lost.view().size;
    backend.headless().add(placeholder_connector, size.empty() ? placeholder_mode : Mode{size, placeholder_mode.refresh_mhz});
    if (auto* placeholder = find_placeholder())
        placeholder->place(lost.view().origin, lost.view().scale, lost.view().transform);
}

void OutputManager::Parts::place(Output& output, View const& view)
{
    output.place(view.origin, view.scale, view.transform);
    if (output.attached())
        wlr_output_layout_add(layout, &output.scanout()->c(), view.origin.x, view.origin.y);
}

void OutputManager::Parts::publish()
{
    if (!ending)
        control->publish();
}

void OutputManager::Parts::changed()
{
    publish();
    if (!ending && face.on_change)
        face.on_change();
}

OutputManager::OutputManager(wl_display& display, EventLoop& loop, Scene& scene, Renderer& renderer, Backend& backend,
                             OutputRules rules)
    : parts_{std::make_unique<Parts>(
          *this, loop, scene, renderer, backend, wlr_output_layout_create(&display), std::move(rules))}
{
    parts_->power = std::make_unique<PowerSwitch>(display, *this);
    parts_->control = std::make_unique<OutputControl>(display, *this);
    parts_->gamma = std::make_unique<GammaControl>(display, *this);
    backend.events.display_added = [p = parts_.get()](std::shared_ptr<Scanout> s) { p->on_display_added(std::move(s)); };
    renderer.on_lost = [p = parts_.get()] { p->rebuild.arm(p->loop.now()); };
    backend.events.display_removed = [p = parts_.get()](Scanout& s) { p->on_display_removed(s); };
}

OutputManager::~OutputManager()
{
    parts_->ending = true;
    parts_->renderer.on_lost = {};
    parts_->backend.events.display_added = {};
    parts_->backend.events.display_removed = {};
}

void OutputManager::advertise_scanout(wlr_linux_dmabuf_v1& dmabuf)
{
    parts_->feedback = std::make_unique<ScanoutFeedback>(dmabuf, parts_->renderer);
}

void OutputManager::ensure_one()
{
    if (active().empty())
        parts_->backend.headless().add(placeholder_connector, placeholder_mode);
}

std::vector<Output*> OutputManager::active() const
{
    std::vector<Output*> out;
    for (auto const& o : parts_->known)
        if (o->attached())
            out.push_back(o.get());
    if (out.size() > 1) // a stand-in that is about to leave
        std::erase_if(out, [&](Output* o) { return parts_->is_placeholder(*o); });
    return out;
}

Output* OutputManager::at(FPoint<Logical> at) const
{
    auto const outputs = active();
    auto const nearest = std::ranges::min_element(outputs, {}, [&](Output* o) { return distance_squared(o->area(), at); });
    return nearest == outputs.end() ? nullptr : *nearest;
}

Output* OutputManager::find(wlr_output const* output) const
{
    for (auto const& o : parts_->known)
        if (o->attached() && &o->scanout()->c() == output)
            return o.get();
    return nullptr;
}

Output* OutputManager::find(DisplayIdentity const& identity) const
{
    for (auto const& o : parts_->known)
        if (o->attached() && o->identity() == identity)
            return !parts_->is_placeholder(*o) || active().size() == 1 ? o.get() : nullptr;
    return nullptr;
}

bool OutputManager::is_placeholder(Output const& output) const { return parts_->is_placeholder(output); }
wlr_output_layout& OutputManager::layout() const { return *parts_->layout; }

PlaneUse OutputManager::plane_use() const { return parts_->plane_use; }

void OutputManager::use_planes(PlaneUse use)
{
    parts_->plane_use = use;
    for (auto const& output : parts_->known)
        output->use_planes(use);
}

void OutputManager::set_rules(OutputRules rules) { parts_->set_rules(std::move(rules)); }

void OutputManager::place(Output& output, Point<Logical> origin, double scale, Transform transform)
{
    View view = output.view();
    view.origin = origin;
    view.scale = scale;
    view.transform = transform;
    parts_->place(output, view);
    parts_->changed();
}

} // namespace vitrail
