// Step by step the arithmetic of wlroots' GLES pass, in its precision and order, so that a picture that is scaled looks the
// same whoever draws it (tests/oracle/gles_test.cpp); but for its last step, of which quad.vert says why.

#include "quad.hpp"

namespace vitrail {

namespace {

/// Rows of a 3x3 matrix.
struct Matrix {
    Weights3 rows[3]{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
};

Matrix operator*(Matrix const& a, Matrix const& b)
{
    Matrix out;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            out.rows[i][j] = a.rows[i][0] * b.rows[0][j] + a.rows[i][1] * b.rows[1][j] + a.rows[i][2] * b.rows[2][j];
    return out;
}

Matrix moved(float x, float y) { return {{{1, 0, x}, {0, 1, y}, {0, 0, 1}}}; }
Matrix scaled(float x, float y) { return {{{x, 0, 0}, {0, y, 0}, {0, 0, 1}}}; }

/// From the box on the output to the cut of the buffer, about the middle: it undoes Layer::transform.
Matrix turned(Transform transform)
{
    switch (transform) {
    case Transform::Normal:     return {};
    case Transform::R90:        return {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
    case Transform::R180:       return {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
    case Transform::R270:       return {{{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}}};
    case Transform::Flipped:    return {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    case Transform::Flipped90:  return {{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}};
    case Transform::Flipped180: return {{{1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
    case Transform::Flipped270: return {{{0, -1, 0}, {-1, 0, 0}, {0, 0, 1}}};
    }
    return {};
}

} // namespace

Mapping mapping_of(Rect<OutputPx> const& box, Size<OutputPx> target)
{
    Matrix const clip{{{2.0F / float(target.width), 0, -1}, {0, 2.0F / float(target.height), -1}, {0, 0, 1}}};
    auto const place = clip * (moved(float(box.x), float(box.y)) * scaled(float(box.width), float(box.height)));
    return {.to_x = place.rows[0], .to_y = place.rows[1]};
}

Mapping mapping_of(Layer const& layer, Size<OutputPx> target)
{
    auto const& s = layer.source;
    auto const& size = layer.content->size;
    auto const cut = moved(float(s.x / size.width), float(s.y / size.height))
        * scaled(float(s.width / size.width), float(s.height / size.height));
    auto const texture = cut * moved(.5F, .5F) * turned(layer.transform) * moved(-.5F, -.5F);
    auto out = mapping_of(layer.dest, target);
    auto const by_pixel = texture * scaled(1 / float(layer.dest.width), 1 / float(layer.dest.height));
    out.to_u = by_pixel.rows[0];
    out.to_v = by_pixel.rows[1];
    out.corner = {float(layer.dest.x), float(layer.dest.y)};
    return out;
}

std::array<float, 4> within(Rect<OutputPx> const& whole, Rect<OutputPx> const& box)
{
    float const width = float(whole.width), height = float(whole.height);
    return {float(box.x - whole.x) / width, float(box.y - whole.y) / height, float(box.right() - whole.x) / width,
            float(box.bottom() - whole.y) / height};
}

} // namespace vitrail
