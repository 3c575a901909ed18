#include "output/output_manager.hpp"

#include "backend/headless.hpp"
#include "base/log.hpp"
#include "base/wlr.hpp"

#include <algorithm>
#include <limits>

namespace vitrail {

namespace {

constexpr auto placeholder_name = "VITRAIL-0"; // a connector name that no driver uses
constexpr Mode placeholder_mode{{1280, 720}, 60'000};
constexpr double dense_dpi = 192; // from here on a person wants everything twice as large

/// 2 for a screen whose pixels are too small to read at 1, else 1. Unknown sizes: 1.
double natural_scale(wlr_output const& output)
{
    if (output.phys_width <= 0 || output.phys_height <= 0)
        return 1.0;
    double const dpi = output.height * 25.4 / output.phys_height;
    return dpi >= dense_dpi && output.height >= 1200 ? 2.0 : 1.0;
}

std::int64_t distance_squared(Rect<Logical> const& area, FPoint<Logical> at)
{
    auto const dx = std::max({double(area.x) - at.x, 0.0, at.x - area.right()});
    auto const dy = std::max({double(area.y) - at.y, 0.0, at.y - area.bottom()});
    return std::int64_t(dx * dx + dy * dy);
}

} // namespace

struct OutputManager::Parts {
    OutputManager& face;
    EventLoop& loop;
    Scene& scene;
    Renderer& renderer;
    Backend& backend;
    wlr_output_layout* layout; // the display's: ends with it
    std::vector<std::unique_ptr<Output>> known;

    /// A display that was here before gets its own output back: place, clock, windows.
    Output& output_for(DisplayIdentity const& identity)
    {
        for (auto const& o : known)
            if (!o->attached() && o->identity() == identity)
                return *o;
        known.push_back(std::make_unique<Output>(loop, scene, renderer, identity));
        return *known.back();
    }

    [[nodiscard]] bool is_placeholder(Output const& o) const { return o.identity().connector == placeholder_name; }

    [[nodiscard]] int right_edge() const
    {
        int edge = 0;
        for (auto const& o : known)
            if (o->attached() && !is_placeholder(*o))
                edge = std::max(edge, o->area().right());
        return edge;
    }

    void on_display_added(std::shared_ptr<Scanout> scanout)
    {
        bool const is_new = std::ranges::none_of(known, [&](auto const& o) { return o->identity() == scanout->identity(); });
        Output& output = output_for(scanout->identity());
        View view = output.view();
        if (is_new) {
            view.scale = natural_scale(scanout->c());
            view.origin = is_placeholder(output) ? lost_origin : Point<Logical>{right_edge(), 0};
        }
        scanout->announce(view.scale, view.transform);
        if (!scanout->enable(std::nullopt))
            return;
        scanout->events.resized = [this, &output](Mode const& mode) {
            output.set_mode(mode);
            changed();
        };
        output.attach(scanout);
        output.place(view.origin, view.scale, view.transform);
        wlr_output_layout_add(layout, &scanout->c(), view.origin.x, view.origin.y);
        log::info("{}: {}x{} at {:.2f} Hz, scale {}", output.identity().connector, output.view().size.width,
                  output.view().size.height, scanout->mode().refresh_mhz / 1000.0, view.scale);
        if (!is_placeholder(output))
            backend.headless().remove(placeholder_name);
        changed();
    }

    void on_display_removed(Scanout& scanout)
    {
        auto const it = std::ranges::find(known, &scanout, [](auto const& o) { return o->scanout(); });
        if (it == known.end())
            return;
        Output& output = **it;
        bool const last = std::ranges::none_of(
            known, [&](auto const& o) { return o->attached() && o.get() != &output; });
        if (last && !is_placeholder(output) && !ending)
            stand_in_for(output);
        log::info("{}: gone", output.identity().connector);
        output.detach();
        changed();
    }

    /// Before the last screen leaves, a placeholder of its size takes its place: no window needs to be told anything.
    void stand_in_for(Output const& lost)
    {
        lost_origin = lost.view().origin;
        auto const size = lost.view().size;
        backend.headless().add(placeholder_name, size.empty() ? placeholder_mode : Mode{size, 60'000});
        if (auto* placeholder = find_placeholder())
            placeholder->place(lost.view().origin, lost.view().scale, lost.view().transform);
    }

    [[nodiscard]] Output* find_placeholder() const
    {
        for (auto const& o : known)
            if (o->attached() && is_placeholder(*o))
                return o.get();
        return nullptr;
    }

    void changed()
    {
        if (!ending && face.on_change)
            face.on_change();
    }

    Point<Logical> lost_origin;
    bool ending = false;
};

OutputManager::OutputManager(wl_display& display, EventLoop& loop, Scene& scene, Renderer& renderer, Backend& backend)
    : parts_{std::make_unique<Parts>(*this, loop, scene, renderer, backend, wlr_output_layout_create(&display))}
{
    backend.events.display_added = [p = parts_.get()](std::shared_ptr<Scanout> s) { p->on_display_added(std::move(s)); };
    backend.events.display_removed = [p = parts_.get()](Scanout& s) { p->on_display_removed(s); };
}

OutputManager::~OutputManager()
{
    parts_->ending = true;
    parts_->backend.events.display_added = {};
    parts_->backend.events.display_removed = {};
}

void OutputManager::ensure_one()
{
    if (active().empty())
        parts_->backend.headless().add(placeholder_name, placeholder_mode);
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

bool OutputManager::is_placeholder(Output const& output) const { return parts_->is_placeholder(output); }
wlr_output_layout& OutputManager::layout() const { return *parts_->layout; }

void OutputManager::place(Output& output, Point<Logical> origin, double scale, Transform transform)
{
    output.place(origin, scale, transform);
    if (output.attached())
        wlr_output_layout_add(parts_->layout, &output.scanout()->c(), origin.x, origin.y);
    parts_->changed();
}

} // namespace vitrail
