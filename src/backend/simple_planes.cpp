#include "simple_planes.hpp"

#include "base/wlr.hpp"

namespace vitrail {

std::vector<PlaneCaps> simple_planes(wlr_output& output, PlaneId primary, PlaneId cursor)
{
    std::vector<PlaneCaps> out{{
        .id = primary,
        .type = PlaneType::Primary,
        .formats = output.impl->get_primary_formats
            ? FormatSet::copy_of(output.impl->get_primary_formats(&output, WLR_BUFFER_CAP_DMABUF))
            : FormatSet{},
        .ignores_alpha = true, // wlroots imports what it shows there as opaque
    }};
    if (!output.impl->set_cursor || !output.impl->move_cursor)
        return out;
    PlaneCaps above{.id = cursor, .type = PlaneType::Cursor, .blends = true, .zpos_min = 255, .zpos_max = 255};
    if (output.impl->get_cursor_sizes) {
        std::size_t count = 0;
        auto const* sizes = output.impl->get_cursor_sizes(&output, &count);
        for (std::size_t i = 0; i < count; ++i)
            above.cursor_sizes.push_back({sizes[i].width, sizes[i].height});
        if (above.cursor_sizes.empty())
            return out;
    }
    out.push_back(std::move(above));
    return out;
}

TestAnswer SimplePlanes::test(wlr_output_state const& state, PlanePlan const& plan)
{
    bool const shown = plan.overlays.empty() && wlr_output_test_state(&output_, &state);
    return shown ? TestAnswer::Allowed : TestAnswer::Refused;
}

bool SimplePlanes::commit(wlr_output_state const& state, PlanePlan const& plan)
{
    return plan.overlays.empty() && wlr_output_commit_state(&output_, &state);
}

bool SimplePlanes::modeset(wlr_output_state const& state)
{
    if (!wlr_output_commit_state(&output_, &state))
        return false;
    planes_ = simple_planes(output_, primary_plane, cursor_plane);
    ++version_;
    return true;
}

} // namespace vitrail
