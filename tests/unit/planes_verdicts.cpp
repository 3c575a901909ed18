// Why a layer has no plane: for each verdict that the allocator gives, an arrangement that causes exactly it.

#include "planes_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Rect<OutputPx> window{100, 100, 400, 300};

/// Makes a desk whose layer `layer` must get `verdict`; or what it does is not seen until time goes on.
struct Row {
    Verdict verdict;
    std::function<void(Desk&)> make;
    std::size_t layer = 0;
    int frames = 30;
};

TestAnswer refused(Assignment const& trial)
{
    return std::ranges::any_of(trial.placements, [](auto const& p) { return p.plane && *p.plane != cursor_plane; })
        ? TestAnswer::Refused
        : TestAnswer::Allowed;
}

void all_planes(Desk& d, std::function<void(PlaneCaps&)> const& change)
{
    std::ranges::for_each(d.caps.planes, change);
}

std::vector<Row> const rows{
    {Verdict::OnPlane, [](Desk& d) { d.add(window); }},
    {Verdict::NotDmabuf, [](Desk& d) { d.add(window, xrgb, Memory::Shm); }},
    {Verdict::SolidColor, [](Desk& d) { d.add(window, xrgb, Memory::SinglePixel); }},
    {Verdict::SolidColor, [](Desk& d) { d.add_color(window, {1, 0, 0, 1}); }},
    {Verdict::FormatModifier,
     [](Desk& d) {
         d.add(window);
         d.content(0).modifier = 7;
         all_planes(d, [](PlaneCaps& p) { p.formats.add(xrgb, 0); });
     }},
    {Verdict::NotImportable,
     [](Desk& d) {
         d.add(window);
         d.answer = [](auto&) { return TestAnswer::NotImportable; };
     }},
    {Verdict::ScalingLimit,
     [](Desk& d) {
         d.add(window).source = {0, 0, 200, 150};
         all_planes(d, [](PlaneCaps& p) { p.scales = false; });
     }},
    {Verdict::ScalingLimit,
     [](Desk& d) {
         d.add(window).source = {0, 0, 200, 150};
         d.answer = refused;
     }},
    {Verdict::ScalingLimit,
     [](Desk& d) {
         d.add(window);
         d.content(0).size = {800, 600};
         all_planes(d, [](PlaneCaps& p) { p.crops = false; });
     }},
    {Verdict::Rotation, [](Desk& d) { d.add(window).transform = Transform::R180; }},
    {Verdict::Alpha, [](Desk& d) { d.add(window).alpha = 0.5F, d.stack.layers[0].opaque.clear(); }},
    {Verdict::Alpha,
     [](Desk& d) {
         d.add(window, argb);
         all_planes(d, [](PlaneCaps& p) { p.blends = false; });
     }},
    {Verdict::Color, [](Desk& d) { d.add(window, nv12).yuv = {YuvEncoding::Bt709, YuvRange::Limited}; }},
    {Verdict::Color,
     [](Desk& d) {
         d.add(window, nv12);
         d.composed_yuv = {};
     }},
    {Verdict::Look, [](Desk& d) { d.add(window).look = LayerLook{.window = window, .corner_radius = 8}; }},
    {Verdict::OutOfScreen,
     [](Desk& d) {
         d.add({-50, 0, 400, 300});
         all_planes(d, [](PlaneCaps& p) { p.reaches_out = false; });
     }},
    {Verdict::SoftwareCursor, [](Desk& d) { d.add_cursor(200); }},
    {Verdict::SoftwareCursor,
     [](Desk& d) { // of a plane that takes any size, too
         d.add_cursor(4096);
         d.caps.planes.back().cursor_sizes.clear();
     }},
    {Verdict::SoftwareCursor,
     [](Desk& d) {
         d.add_cursor();
         d.caps.planes.pop_back();
     }},
    {Verdict::SlowUpdates,
     [](Desk& d) {
         d.add(window);
         d.still = {1};
     }},
    {.verdict = Verdict::NotStableYet, .make = [](Desk& d) { d.add(whole); }, .frames = 3},
    {Verdict::BelowComposed,
     [](Desk& d) {
         d.add({200, 200, 50, 50}, xrgb, Memory::Shm);
         d.add(window, argb); // translucent: no hole would do
     },
     1},
    {Verdict::NoOverlayPlane,
     [](Desk& d) {
         d.caps = usual_caps(0);
         d.add(window);
         d.add({600, 100, 50, 50}, xrgb, Memory::Shm);
     }},
    {Verdict::NoFreePlane,
     [](Desk& d) {
         d.caps = usual_caps(1);
         d.add(window);
         d.add({600, 100, 300, 300});
         d.add(whole, xrgb, Memory::Shm);
     },
     1},
    {Verdict::PlaneElsewhere,
     [](Desk& d) {
         d.caps.elsewhere = usual_caps(1).planes;
         d.caps.planes.erase(d.caps.planes.begin() + 1, d.caps.planes.end());
         d.add(window);
         d.add(whole, xrgb, Memory::Shm);
     }},
    {Verdict::RefusedByTest,
     [](Desk& d) {
         d.add(window);
         d.answer = refused;
     }},
    {Verdict::BandwidthRefused,
     [](Desk& d) {
         d.add(window);
         d.answer = [](auto&) { return TestAnswer::NoBandwidth; };
     }},
    {Verdict::TooManyQuestions,
     [](Desk& d) {
         d.caps = usual_caps(3);
         for (int i = 0; i < 12; ++i)
             d.add({i * 80, 0, 60 + i, 60});
         d.add(whole, xrgb, Memory::Shm);
         d.answer = refused;
     },
     0},
    {Verdict::Quarantined,
     [](Desk& d) {
         d.add(window);
         d.fails = [](auto& a) { return a.placements[0].plane.has_value(); };
     }},
    {Verdict::Quarantined,
     [](Desk& d) {
         d.add_cursor();
         d.fails = [](auto& a) { return a.placements[0].plane.has_value(); };
     }},
    {Verdict::Capture,
     [](Desk& d) {
         d.add(window);
         d.compose_all = Verdict::Capture;
     }},
    {Verdict::SwitchedOff,
     [](Desk& d) {
         d.add(window);
         d.add(whole, xrgb, Memory::Shm);
         d.overlays = false;
     }},
    {Verdict::OtherGpu,
     [](Desk& d) {
         d.add(whole);
         d.caps.other_gpu = true;
     }},
};

} // namespace

TEST_CASE("each reason for having no plane is given in the arrangement that causes it")
{
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Desk d;
        rows[row].make(d);
        d.frames(rows[row].frames);
        INFO("row " << row);
        CHECK(d.verdict(rows[row].layer) == rows[row].verdict);
    }
}

TEST_CASE("every verdict has its arrangement")
{
    for (int v = 0; v <= int(Verdict::OtherGpu); ++v) {
        INFO(name_of(Verdict(v)));
        CHECK(std::ranges::contains(rows, Verdict(v), &Row::verdict));
    }
}
