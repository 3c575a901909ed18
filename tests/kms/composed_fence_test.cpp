// A composed picture that the GPU still paints: its plane waits for it, and nobody else does.

#include "late_fence.hpp"
#include "plane_device.hpp"

#include <chrono>
#include <unistd.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// Six refreshes pass without this frame.
bool still_waits(DirectDisplays& displays, Scanout& display)
{
    auto const end = std::chrono::steady_clock::now() + 100ms;
    return displays.turn_until([&] { return std::chrono::steady_clock::now() > end; }) && !displays.shown(display);
}

Fd copy_of(LateFence const& fence) { return Fd{dup(fence.sync_file())}; }

} // namespace

TEST_CASE("a composed picture on the primary plane is shown when it is painted, not before")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    LateFence painting;
    Hand frame{d, painted(blue)};
    frame.frame.composed_fence = copy_of(painting);
    REQUIRE(displays.commit(d, frame.frame));
    CHECK(still_waits(displays, d));
    painting.signal();
    CHECK(displays.turn_until([&] { return displays.shown(d); }));
}

TEST_CASE("a composed picture on an overlay is shown when it is painted, not before")
{
    PlaneDevice const device;
    DirectDisplays displays;
    auto& d = displays.at();
    LateFence painting;
    Hand frame{d, painted(blue)};
    auto const plane = overlays(d).front().id;
    frame.overlay(0, painted(red), {0, 0, screen.width, screen.height});
    auto& [placements, composed, zpos] = frame.frame.assignment;
    placements.edit(0) = {.plane = composed, .verdict = Verdict::OnPlane, .zpos = zpos};
    Rect<OutputPx> const panel{0, 0, 64, 16};
    frame.add({.id = {99}, .dest = panel, .visible = panel});
    placements.push_back({});
    composed = plane;
    ++zpos;
    frame.frame.composed_fence = copy_of(painting);
    REQUIRE(displays.commit(d, frame.frame));
    CHECK(still_waits(displays, d));
    painting.signal();
    CHECK(displays.turn_until([&] { return displays.shown(d); }));
}
