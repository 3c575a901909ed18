#include "shell/privacy_mark.hpp"

#include "base/painted_buffer.hpp"

#include <array>
#include <cairo/cairo.h>
#include <cmath>
#include <numbers>
#include <utility>

namespace vitrail {

namespace {

// Logical units.
constexpr int mark_height = 18, between_dots = 14, from_corner = 6; // of the screen
constexpr double dot_radius = 5;

struct Ink {
    double r, g, b;
};
constexpr std::array<Ink, std::size_t(UseKind::Count)> inks{Ink{0.93, 0.26, 0.21}, Ink{0.98, 0.77, 0.16}, Ink{0.35, 0.62, 0.98}};

Size<Logical> size_for(UseKinds kinds) { return {mark_height + between_dots * (int(kinds.count()) - 1), mark_height}; }

/// A dark pill with a dot for each kind: to be seen on every background.
void draw_mark(cairo_t& canvas, UseKinds kinds)
{
    using std::numbers::pi;
    constexpr double middle = mark_height / 2.0;
    cairo_set_source_rgba(&canvas, 0.09, 0.10, 0.12, 0.85);
    cairo_arc(&canvas, size_for(kinds).width - middle, middle, middle, -pi / 2, pi / 2);
    cairo_arc(&canvas, middle, middle, middle, pi / 2, -pi / 2);
    cairo_fill(&canvas);
    double x = middle;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (!kinds.test(i))
            continue;
        cairo_set_source_rgb(&canvas, inks[i].r, inks[i].g, inks[i].b);
        cairo_arc(&canvas, x, middle, dot_radius, 0, 2 * pi);
        cairo_fill(&canvas);
        x += between_dots;
    }
}

} // namespace

PrivacyMark::PrivacyMark(World const& world, std::function<Output*()> where)
    : world_{world}
    , where_{std::move(where)}
    , sink_{world.loop, [this] {
        rise_above(Stratum::Top);
        outputs_changed();
    }}
{
}

void PrivacyMark::show(UseKinds kinds)
{
    auto const before = std::exchange(kinds_, kinds);
    if (kinds_.none()) {
        sink_.disarm();
        return node_.reset();
    }
    if (!node_)
        if (auto const* output = where_())
            on_ = output->identity();
    if ((kinds & ~before).any()) {
        rise_above(Stratum::Overlay);
        sink_.arm(world_.loop.now() + moment);
    }
    paint();
}

/// The same node: who shows it stays the same, so what was shown before is no picture for a recording either.
void PrivacyMark::rise_above(Stratum stratum)
{
    stratum_ = stratum;
    if (node_)
        node_->reparent(world_.scene.stratum(stratum));
}

void PrivacyMark::outputs_changed()
{
    if (kinds_.any())
        paint();
}

void PrivacyMark::paint()
{
    auto* output = world_.find(on_);
    if (!output)
        output = where_();
    if (!output)
        return node_.reset();
    on_ = output->identity();
    auto const size = size_for(kinds_);
    double const scale = output->viewport().view().scale;
    Size<BufferPx> const pixels{int(std::lround(size.width * scale)), int(std::lround(size.height * scale))};
    auto buffer = paint_buffer(pixels, [&](cairo_t& canvas) {
        cairo_scale(&canvas, double(pixels.width) / size.width, double(pixels.height) / size.height);
        draw_mark(canvas, kinds_);
    });
    if (!node_)
        node_.emplace(world_.scene.stratum(stratum_));
    auto const area = world_.usable_area(*output);
    node_->set_picture(std::move(buffer), size);
    node_->set_position({area.right() - from_corner - size.width, area.y + from_corner});
    node_->raise();
    shown_by_ = node_->id();
}

} // namespace vitrail
