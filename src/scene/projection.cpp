#include "scene/projection.hpp"

namespace vitrail {

namespace {

bool is_whole(double v)
{
    return v == std::floor(v);
}

/// The extent of a cut of the buffer after the buffer's transform.
FPoint<BufferPx> turned_extent(Picture const& p)
{
    return swaps_axes(p.transform) ? FPoint<BufferPx>{p.source.height, p.source.width}
                                   : FPoint<BufferPx>{p.source.width, p.source.height};
}

/// A box in an area of `width` x `height`, as it lies after the area was transformed by `t`; like `transformed`, but
/// between pixels.
FRect<BufferPx> turned(FRect<BufferPx> const& r, Transform t, double width, double height)
{
    bool const swap = swaps_axes(t);
    FRect<BufferPx> out{.width = swap ? r.height : r.width, .height = swap ? r.width : r.height};
    double const right = width - r.x - r.width, below = height - r.y - r.height;
    switch (t) {
    case Transform::Normal:     out.x = r.x, out.y = r.y; break;
    case Transform::R90:        out.x = below, out.y = r.x; break;
    case Transform::R180:       out.x = right, out.y = below; break;
    case Transform::R270:       out.x = r.y, out.y = right; break;
    case Transform::Flipped:    out.x = right, out.y = r.y; break;
    case Transform::Flipped90:  out.x = r.y, out.y = r.x; break;
    case Transform::Flipped180: out.x = r.x, out.y = below; break;
    case Transform::Flipped270: out.x = below, out.y = right; break;
    }
    return out;
}

} // namespace

Projection::Projection(View const& view, Picture const& picture, FPoint<Logical> at)
    : view_{view}, picture_{picture}, upright_{view.upright_rounded(at, picture.size)}
{
}

FPoint<OutputPx> Projection::magnification() const
{
    if (!picture_.content || picture_.source.empty())
        return {view_.scale, view_.scale};
    auto const cut = turned_extent(picture_);
    return {upright_.width / cut.x, upright_.height / cut.y};
}

bool Projection::one_to_one() const
{
    auto const& s = picture_.source;
    return magnification() == FPoint<OutputPx>{1, 1} && is_whole(s.x) && is_whole(s.y);
}

Region<OutputPx> Projection::opaque() const
{
    if (picture_.covers_fully())
        return dest();
    // Beside an inner edge the filter mixes in what is not opaque: half a buffer pixel far.
    auto const per_pixel = magnification();
    bool const exact = one_to_one();
    double const reach_x = exact ? 0 : per_pixel.x / 2, reach_y = exact ? 0 : per_pixel.y / 2;
    double const x_scale = double(upright_.width) / picture_.size.width;
    double const y_scale = double(upright_.height) / picture_.size.height;
    auto const first = [](int edge, double scale, double reach) {
        return edge == 0 ? 0 : int(std::ceil(edge * scale + reach));
    };
    auto const last = [](int edge, int size, double scale, double reach, int pixels) {
        return edge == size ? pixels : int(std::floor(edge * scale - reach));
    };
    Region<OutputPx> out;
    for (auto const& b : picture_.opaque.boxes()) {
        int const left = first(b.x1, x_scale, reach_x), top = first(b.y1, y_scale, reach_y);
        int const right = last(b.x2, picture_.size.width, x_scale, reach_x, upright_.width);
        int const bottom = last(b.y2, picture_.size.height, y_scale, reach_y, upright_.height);
        out |= view_.turned(Rect<OutputPx>{left, top, right - left, bottom - top}.moved(upright_.origin()));
    }
    return out & Region<OutputPx>{dest()};
}

Region<OutputPx> Projection::touched_by(Region<BufferPx> const& damage) const
{
    auto const& s = picture_.source;
    if (s.empty() || upright_.empty())
        return {};
    // A linear filter reads pixels whose centres are less than one apart: half a pixel beyond each edge. A renderer that
    // rounds a fractional cut to whole pixels may be one more off.
    double const reach = one_to_one() ? 0 : is_whole(s.x) && is_whole(s.y) && is_whole(s.width) && is_whole(s.height)
        ? 0.5 + 1.0 / 64 : 1.5 + 1.0 / 64;
    auto const per_pixel = magnification();
    Region<OutputPx> out;
    for (auto const& b : damage.boxes()) {
        FRect<BufferPx> const reached{b.x1 - s.x - reach, b.y1 - s.y - reach, b.x2 - b.x1 + 2 * reach,
                                      b.y2 - b.y1 + 2 * reach};
        auto const box = turned(reached, picture_.transform, s.width, s.height);
        int const left = int(std::floor(box.x * per_pixel.x)), top = int(std::floor(box.y * per_pixel.y));
        int const right = int(std::ceil((box.x + box.width) * per_pixel.x));
        int const bottom = int(std::ceil((box.y + box.height) * per_pixel.y));
        out |= view_.turned(Rect<OutputPx>{left, top, right - left, bottom - top}.moved(upright_.origin()));
    }
    return out & Region<OutputPx>{dest()};
}

Point<BufferPx> Projection::pixel_of(Point<Logical> in_picture) const
{
    auto const pixels = [&](int units) { return int(std::round(float(units) * float(view_.scale))); };
    Rect<OutputPx> const there{pixels(in_picture.x), pixels(in_picture.y), 1, 1};
    auto const turned = transformed(there, inverted(view_.transform), upright_.size());
    return {turned.x, turned.y};
}

} // namespace vitrail
