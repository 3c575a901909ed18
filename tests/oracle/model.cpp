#include "model.hpp"

namespace vitrail::test {

Argb Dice::color(bool opaque)
{
    auto const alpha = opaque ? 255U : unsigned(number(256));
    auto const channel = [&] { return unsigned(number(int(alpha) + 1)); };
    auto const r = channel(), g = channel(), b = channel();
    return alpha << 24 | r << 16 | g << 8 | b;
}

Extent Shape::uncropped() const
{
    Extent const turned = swaps_axes(transform) ? Extent{buffer.height, buffer.width} : buffer;
    return {turned.width / scale, turned.height / scale};
}

Shape Shape::random(Dice& dice)
{
    Shape out{.scale = dice.between(1, 3), .transform = Transform(dice.number(8)), .with_alpha = dice.chance(50)};
    if (dice.chance(12)) {
        out = {.buffer = {1, 1}, .destination = Extent{dice.between(1, 60), dice.between(1, 60)},
               .with_alpha = out.with_alpha, .single_pixel = true};
        return out;
    }
    out.buffer = {dice.between(1, 30) * out.scale, dice.between(1, 30) * out.scale};
    auto const whole = out.uncropped();
    if (dice.chance(35)) {
        // In 256ths, as the protocol counts: crops may begin and end between pixels.
        bool const fine = dice.chance(50);
        auto const part = [&](int from, int to) {
            return fine ? dice.between(from * 256, to * 256) / 256.0 : double(dice.between(from, to));
        };
        double const x = part(0, whole.width - 1), y = part(0, whole.height - 1);
        double const width = part(1, whole.width), height = part(1, whole.height);
        out.source = FRect<Logical>{x, y, std::min(width, whole.width - x), std::min(height, whole.height - y)};
        if (fine || dice.chance(50))
            out.destination = Extent{dice.between(1, 60), dice.between(1, 60)};
    } else if (dice.chance(30)) {
        out.destination = Extent{dice.between(1, 60), dice.between(1, 60)};
    }
    bool const plain = !out.source && !out.destination;
    if (out.with_alpha && plain && whole.width > 4 && whole.height > 4 && dice.chance(60))
        out.opaque = Rect<Logical>{2, 2, dice.between(1, whole.width - 4), dice.between(1, whole.height - 4)};
    return out;
}

Shape Shape::plain(Dice& dice)
{
    Shape out{.buffer = {dice.between(1, 110), dice.between(1, 90)}, .with_alpha = dice.chance(40)};
    auto const& [width, height] = out.buffer;
    if (dice.chance(20)) {
        int const x = dice.number(width), y = dice.number(height);
        out.source = FRect<Logical>{double(x), double(y), double(dice.between(1, width - x)),
                                    double(dice.between(1, height - y))};
    } else if (out.with_alpha && dice.chance(60)) {
        bool const whole = dice.chance(50);
        out.opaque = whole ? Rect<Logical>{0, 0, width, height}
                           : Rect<Logical>{0, 0, dice.between(1, width), dice.between(1, height)};
    }
    return out;
}

Rect<BufferPx> Shape::opaque_pixels() const
{
    if (!opaque)
        return {};
    // Two units more on each side: a scaling filter mixes in what lies beside.
    auto const& o = *opaque;
    Rect<BufferPx> const in_surface{(o.x - 2) * scale, (o.y - 2) * scale, (o.width + 4) * scale, (o.height + 4) * scale};
    auto const whole = uncropped();
    return transformed(in_surface, inverted(transform), Size<BufferPx>{whole.width * scale, whole.height * scale});
}

Canvas::Canvas(Shape const& shape, Dice& dice)
    : size_{shape.buffer}, pixels_(std::size_t(size_.width * size_.height), dice.color(!shape.with_alpha))
{
    std::ignore = paint(shape, dice, 5);
}

std::vector<Rect<BufferPx>> Canvas::paint(Shape const& shape, Dice& dice, int count)
{
    std::vector<Rect<BufferPx>> out;
    for (int i = 0; i < count; ++i) {
        int const x = dice.number(size_.width), y = dice.number(size_.height);
        out.push_back({x, y, dice.between(1, size_.width - x), dice.between(1, size_.height - y)});
        fill(out.back(), dice.color(!shape.with_alpha));
    }
    keep_promise(shape);
    return out;
}

void Canvas::fill(Rect<BufferPx> const& r, Argb color)
{
    for (int y = r.y; y < r.bottom(); ++y)
        for (int x = r.x; x < r.right(); ++x)
            pixels_[std::size_t(y * size_.width + x)] = color;
}

void Canvas::keep_promise(Shape const& shape)
{
    auto const r = shape.opaque_pixels().intersected({0, 0, size_.width, size_.height});
    for (int y = r.y; y < r.bottom(); ++y)
        for (int x = r.x; x < r.right(); ++x)
            pixels_[std::size_t(y * size_.width + x)] |= 0xff000000;
}

} // namespace vitrail::test
