// What the software display can show on its planes, and how that looks. Its clock is in display.cpp.

#include "display.hpp"
#include "screen.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace vitrail {

namespace {

bool shows_clients_buffer(wlr_output_state const& state)
{
    return (state.committed & WLR_OUTPUT_STATE_BUFFER) && state.buffer_dst_box.width != 0;
}

/// Pixel for pixel, from a whole pixel on?
bool unscaled(PlanePicture const& p)
{
    auto const& s = p.source;
    return s.width == p.dest.width && s.height == p.dest.height && s.x == std::floor(s.x) && s.y == std::floor(s.y);
}

ScreenPicture screen_picture(PlanePicture const& p) { return {p.buffer.get(), p.source, p.dest, p.alpha, p.opaque}; }

} // namespace

/// What wlroots knows about the primary plane. Through transparent pixels the planes below are seen.
PlanePicture SoftwareDisplay::primary_of(wlr_output_state const& state, PlanePlan const& plan) const
{
    Size<BufferPx> const size{state.buffer->width, state.buffer->height};
    PlanePicture out{
        .plane = primary_plane,
        .zpos = plan.primary_zpos,
        .buffer = BufferRef{state.buffer},
        .source = FRect<BufferPx>::of(Rect<BufferPx>::of(size)),
        .dest = {0, 0, size.width, size.height},
        .opaque = !options_.blends,
    };
    if (auto const& b = state.buffer_dst_box; b.width > 0)
        out.dest = {b.x, b.y, b.width, b.height};
    if (auto const& b = state.buffer_src_box; b.width > 0)
        out.source = {b.x, b.y, b.width, b.height};
    return out;
}

/// Each plane once, each where it may lie, and no two at the same height: nobody could tell which is seen.
bool SoftwareDisplay::ordered(PlanePlan const& plan) const
{
    int const top = options_.movable_zpos ? int(options_.overlays) : 0;
    if (plan.primary_zpos < 0 || plan.primary_zpos > top)
        return false;
    if (plan.overlays.empty())
        return true;
    std::set<int> heights{plan.primary_zpos};
    std::set<PlaneId> planes;
    for (auto const& p : plan.overlays) {
        int const index = int(p.plane.value) - int(overlay_plane(0).value);
        bool const in_range = options_.movable_zpos ? p.zpos >= 0 && p.zpos <= top : p.zpos == index + 1;
        if (index < 0 || index >= int(overlays_) || !in_range || !heights.insert(p.zpos).second
            || !planes.insert(p.plane).second)
            return false;
    }
    return true;
}

TestAnswer SoftwareDisplay::answer(PlanePicture const& picture) const
{
    if (!picture.buffer || !can_read(*picture.buffer.get()))
        return TestAnswer::NotImportable;
    bool const scaled = !unscaled(picture) && !options_.scales;
    return picture.dest.empty() || scaled || picture.transform != Transform::Normal ? TestAnswer::Refused
                                                                                     : TestAnswer::Allowed;
}

/// As hardware: such a flip changes nothing but which buffer the primary plane reads.
bool SoftwareDisplay::can_tear(wlr_output_state const& state, PlanePlan const& plan) const
{
    auto const& shown = next_ ? *next_ : now_;
    if (!options_.tears || cursor_changed_ || !state.buffer || !shown.primary.buffer || !plan.overlays.empty()
        || !shown.overlays.empty())
        return false;
    auto const next = primary_of(state, plan);
    return next.source == shown.primary.source && next.dest == shown.primary.dest && next.zpos == shown.primary.zpos;
}

TestAnswer SoftwareDisplay::answer(wlr_output_state const& state, PlanePlan const& plan) const
{
    constexpr unsigned known = WLR_OUTPUT_STATE_BACKEND_OPTIONAL | WLR_OUTPUT_STATE_BUFFER | WLR_OUTPUT_STATE_ENABLED
        | WLR_OUTPUT_STATE_MODE | WLR_OUTPUT_STATE_ADAPTIVE_SYNC_ENABLED;
    if ((state.committed & ~known) || !ordered(plan))
        return TestAnswer::Refused;
    if (state.tearing_page_flip && !can_tear(state, plan))
        return TestAnswer::Refused;
    bool clients_own = shows_clients_buffer(state);
    if (clients_own)
        if (auto const a = answer(primary_of(state, plan)); a != TestAnswer::Allowed)
            return a;
    for (auto const& p : plan.overlays) {
        clients_own |= p.content != nullptr;
        bool const blended = p.alpha < 1 || !p.opaque;
        if (auto const a = answer(p); a != TestAnswer::Allowed)
            return a;
        if (blended && !options_.blends)
            return TestAnswer::Refused;
    }
    if (clients_own && !options_.direct_scanout)
        return TestAnswer::Refused;
    return plan.overlays.size() + 1 > options_.planes_together ? TestAnswer::NoBandwidth : TestAnswer::Allowed;
}

/// Fault injection: see HeadlessDisplay::refuse_commits.
bool SoftwareDisplay::fails(wlr_output_state const& state, PlanePlan const& plan)
{
    bool const clients_own = shows_clients_buffer(state)
        || std::ranges::any_of(plan.overlays, [](auto const& p) { return p.content != nullptr; });
    if (refuse_ > 0)
        return refuse_-- > 0;
    return refuse_ < 0 && clients_own;
}

TestAnswer SoftwareDisplay::test(wlr_output_state const& state, PlanePlan const& plan)
{
    if (auto const a = answer(state, plan); a != TestAnswer::Allowed)
        return a;
    armed_ = &plan;
    bool const shown = wlr_output_test_state(&hook_.output, &state);
    armed_ = nullptr;
    return shown ? TestAnswer::Allowed : TestAnswer::Refused;
}

bool SoftwareDisplay::commit(wlr_output_state const& state, PlanePlan const& plan)
{
    armed_ = &plan;
    bool const queued = wlr_output_commit_state(&hook_.output, &state);
    armed_ = nullptr;
    return queued;
}

std::vector<OnPlane> SoftwareDisplay::overlays() const
{
    std::vector<OnPlane> out;
    for (auto const& p : now_.overlays)
        out.push_back({p.plane, p.buffer.get(), p.zpos});
    return out;
}

std::vector<std::uint32_t> SoftwareDisplay::picture() const
{
    SoftwareScreen out{mode_.size};
    if (!now_.primary.buffer)
        return out.take();
    auto const below = [&](PlanePicture const& p) { return p.zpos < now_.primary.zpos; };
    auto const above = std::ranges::partition_point(now_.overlays, below);
    for (auto p = now_.overlays.begin(); p != above; ++p)
        out.blend(screen_picture(*p));
    out.blend(screen_picture(now_.primary));
    for (auto p = above; p != now_.overlays.end(); ++p)
        out.blend(screen_picture(*p));
    if (cursor_) {
        auto const size = cursor_.size();
        out.blend({cursor_.get(), FRect<BufferPx>::of(Rect<BufferPx>::of(size)),
                   {cursor_at_.x, cursor_at_.y, size.width, size.height}});
    }
    return out.take();
}

} // namespace vitrail
