#include "shell/frame_layout.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

constexpr int top_grab = 3; // of the bar itself: a window at the top of the screen has no room above it

} // namespace

std::vector<FrameLayout::Button> FrameLayout::buttons() const
{
    int const width = sides.top * 4 / 3;
    int at = outer.width;
    std::vector<Button> out;
    for (auto const& [part, there] : {std::pair{FramePart::Close, true}, {FramePart::Maximise, can_fill}, {FramePart::Minimise, can_hide}})
        if (there && at >= width) {
            at -= width;
            out.push_back({part, {at, 0, width, sides.top}});
        }
    std::ranges::reverse(out);
    return out;
}

Rect<Logical> FrameLayout::title() const
{
    auto const taken = buttons();
    return {0, 0, taken.empty() ? outer.width : taken.front().box.x, sides.top};
}

/// Near a corner, the edge that is held takes the other one along.
Edges FrameLayout::edges(FPoint<Logical> at) const
{
    Edges out;
    if (!can_size)
        return out;
    bool const beside = at.x < sides.left || at.x >= outer.width - sides.right;
    bool const above = at.y < top_grab, below = at.y >= outer.height - sides.bottom;
    if (!beside && !above && !below)
        return out;
    int const across = std::min(corner, outer.width / 3), down = std::min(corner, outer.height / 3);
    out.left = at.x < (above || below ? across : sides.left);
    out.right = at.x >= outer.width - (above || below ? across : sides.right);
    out.top = beside ? at.y < down : above;
    out.bottom = beside ? at.y >= outer.height - down : below;
    return out;
}

FrameSpot FrameLayout::spot(FPoint<Logical> at) const
{
    if (!reaches(at))
        return {};
    if (auto const held = edges(at); held.any())
        return {FramePart::Edge, held};
    if (!bar().contains(at))
        return {};
    for (auto const& button : buttons())
        if (button.box.contains(at))
            return {button.part};
    return {FramePart::Bar};
}

bool FrameLayout::reaches(FPoint<Logical> at) const
{
    auto const whole = Rect<Logical>::of(outer);
    int const strip = can_size ? grab : 0;
    auto const seized = Rect<Logical>::at({-strip, -strip}, around(outer, {strip, strip, strip, strip}));
    return seized.contains(at) && !inside(whole, sides).contains(at);
}

} // namespace vitrail
