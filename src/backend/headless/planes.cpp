#include "planes.hpp"

#include "display.hpp"

namespace vitrail {

namespace {

constexpr int cursor_height = 255; // above everything

} // namespace

std::vector<PlaneCaps> const& SoftwarePlanes::planes()
{
    if (!planes_.empty() && described_ != display_.overlay_count())
        describe();
    return planes_;
}

/// What `display_` would refuse anyway is not even offered, so that nobody needs to ask.
void SoftwarePlanes::describe()
{
    auto const& options = display_.options();
    described_ = display_.overlay_count();
    int const top = options.movable_zpos ? int(options.overlays) : 0;
    planes_ = {{
        .id = SoftwareDisplay::primary_plane,
        .type = PlaneType::Primary,
        .scales = options.scales,
        .blends = options.blends,
        .ignores_alpha = true,
        .zpos_min = 0,
        .zpos_max = top,
    }};
    for (unsigned i = 0; i < described_; ++i)
        planes_.push_back({
            .id = SoftwareDisplay::overlay_plane(i),
            .type = PlaneType::Overlay,
            .scales = options.scales,
            .fades = options.blends,
            .blends = options.blends,
            .ignores_alpha = true,
            .zpos_min = options.movable_zpos ? 0 : int(i) + 1,
            .zpos_max = options.movable_zpos ? top : int(i) + 1,
        });
    if (options.cursor_plane)
        planes_.push_back({
            .id = SoftwareDisplay::cursor_plane,
            .type = PlaneType::Cursor,
            .blends = true,
            .zpos_min = cursor_height,
            .zpos_max = cursor_height,
        });
    ++version_;
}

bool SoftwarePlanes::tears() const { return display_.options().tears; }
Duration SoftwarePlanes::longest_refresh() const { return display_.options().longest_refresh; }

TestAnswer SoftwarePlanes::test(wlr_output_state const& state, PlanePlan const& plan)
{
    return display_.test(state, plan);
}

bool SoftwarePlanes::commit(wlr_output_state const& state, PlanePlan const& plan) { return display_.commit(state, plan); }

bool SoftwarePlanes::modeset(wlr_output_state const& state)
{
    if (!display_.commit(state, {}))
        return false;
    describe();
    return true;
}

} // namespace vitrail
