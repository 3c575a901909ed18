#include "shell/workspace_fades.hpp"

#include <algorithm>

namespace vitrail {

namespace {

/// What belongs to a workspace, and what lies between: all of it changes together.
constexpr auto left_behind = {Stratum::Background, Stratum::Bottom, Stratum::Windows, Stratum::Top, Stratum::Fullscreen};

} // namespace

void WorkspaceFades::leave(Output& output)
{
    Viewport const* const on = &output.viewport();
    auto const forget = [this, on] { std::erase_if(leaving_, [on](Leaving const& each) { return each.on == on; }); };
    forget();
    if (world_.looks.cross_fade == 0)
        return;
    auto past = std::make_unique<Afterimage>(&world_.scene.stratum(Stratum::Past));
    for (auto const stratum : left_behind)
        past->add(world_.scene.stratum(stratum), {}, output.area());
    auto dissolve = std::make_unique<Dissolve>(world_.scene, world_.loop, std::move(past),
                                               std::chrono::milliseconds{world_.looks.cross_fade}, forget);
    dissolve->limit_to(*on);
    leaving_.push_back({on, std::move(dissolve)});
}

} // namespace vitrail
