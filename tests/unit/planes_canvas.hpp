#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"

#include <vector>

namespace vitrail::test {

constexpr Size<OutputPx> tiny{12, 8};

/// One pixel: a premultiplied grey.
struct Grey {
    double light = 0, alpha = 0;
};

inline Grey over(Grey above, Grey below)
{
    return {above.light + (1 - above.alpha) * below.light, above.alpha + (1 - above.alpha) * below.alpha};
}

/// A picture of the size of the small screen.
class Canvas {
public:
    explicit Canvas(Grey all) : pixels_(std::size_t(tiny.area()), all) {}

    Grey& at(int x, int y) { return pixels_[std::size_t(y * tiny.width + x)]; }
    void each(Region<OutputPx> const& area, auto const& change)
    {
        for (auto const& b : (area & Rect<OutputPx>::of(tiny)).boxes())
            for (int y = b.y1; y < b.y2; ++y)
                for (int x = b.x1; x < b.x2; ++x)
                    change(at(x, y), x, y);
    }
    void blend(Region<OutputPx> const& area, Grey g)
    {
        each(area, [g](Grey& p, int, int) { p = over(g, p); });
    }
    void fill(Region<OutputPx> const& area, Grey g)
    {
        each(area, [g](Grey& p, int, int) { p = g; });
    }

private:
    std::vector<Grey> pixels_;
};

} // namespace vitrail::test
