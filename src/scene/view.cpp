#include "scene/view.hpp"

namespace vitrail {

Rect<Logical> View::area() const
{
    // Scales like 4/3 are not exact: a width that is a whole number but for that must not grow by one.
    constexpr auto inexactness = 1e-3;
    auto const units = [&](int pixels) { return int(std::ceil(pixels / scale - inexactness)); };
    auto const upright = upright_size();
    return Rect<Logical>::at(origin, {units(upright.width), units(upright.height)});
}

Rect<OutputPx> View::upright_rounded(FPoint<Logical> at, Size<Logical> extent) const
{
    // In float like wlroots: a product that is a half but for the scale's own rounding then rounds like a half.
    // The limit keeps absurd sizes, which a client may ask for, within what an int can count.
    constexpr auto limit = 1e8F;
    auto const edge = [limit, s = float(scale)](double units) {
        return int(std::clamp(std::round(float(units) * s), -limit, limit));
    };
    double const x = at.x - origin.x, y = at.y - origin.y;
    int const left = edge(x), top = edge(y);
    return {left, top, edge(x + extent.width) - left, edge(y + extent.height) - top};
}

} // namespace vitrail
