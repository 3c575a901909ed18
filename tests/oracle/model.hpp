#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "base/transform.hpp"
#include "client_buffer.hpp"

#include <optional>
#include <random>
#include <vector>

namespace vitrail::test {

/// Numbers from one seed, the same on every machine.
class Dice {
public:
    explicit Dice(unsigned seed) : random_{seed} {}

    /// From 0 to `below` - 1.
    int number(int below) { return int(random_() % unsigned(below)); }
    /// From `low` to `high`.
    int between(int low, int high) { return low + number(high - low + 1); }
    bool chance(int percent) { return number(100) < percent; }
    /// Premultiplied.
    Argb color(bool opaque);

private:
    std::mt19937 random_;
};

/// What a client means its buffer to be: size, scale, transform, crop and size on the screen.
struct Shape {
    Extent buffer;
    int scale = 1;
    Transform transform = Transform::Normal;
    std::optional<FRect<Logical>> source; ///< in surface units
    std::optional<Extent> destination;
    bool with_alpha = false;
    bool single_pixel = false;
    std::optional<Rect<Logical>> opaque; ///< what the client calls opaque

    [[nodiscard]] static Shape random(Dice& dice);
    /// Shown pixel for pixel, as most windows are; now and then only a part of the buffer.
    [[nodiscard]] static Shape plain(Dice& dice);
    /// The size of the surface without crop and destination.
    [[nodiscard]] Extent uncropped() const;
    /// The pixels that must have no transparency, so that the client does not lie.
    [[nodiscard]] Rect<BufferPx> opaque_pixels() const;
};

/// The pixels of one surface, as its client paints them.
class Canvas {
public:
    Canvas(Shape const& shape, Dice& dice);

    /// Paints some rectangles; tells where.
    [[nodiscard]] std::vector<Rect<BufferPx>> paint(Shape const& shape, Dice& dice, int count);
    [[nodiscard]] std::vector<Argb> const& pixels() const { return pixels_; }

private:
    void fill(Rect<BufferPx> const& r, Argb color);
    void keep_promise(Shape const& shape);

    Extent size_;
    std::vector<Argb> pixels_;
};

} // namespace vitrail::test
