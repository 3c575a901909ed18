#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vitrail {

/// The coordinate spaces. A value of one is never a value of another; a conversion is a named function.
struct Logical;   ///< layout and surface-local units: what clients and users speak (one unit is `scale` pixels)
struct OutputPx;  ///< pixels of the buffer that one output scans out, after its transform
struct BufferPx;  ///< pixels of one client buffer, before its transform

/// A position in space `S`.
template <class S, class T = int> struct Point {
    T x{}, y{};

    friend bool operator==(Point const&, Point const&) = default;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
};

/// A position that may lie between two units: pointer positions, source crops.
template <class S> using FPoint = Point<S, double>;

/// An extent in space `S`; never negative.
template <class S> struct Size {
    int width{}, height{};

    friend bool operator==(Size const&, Size const&) = default;
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::int64_t area() const { return std::int64_t{width} * height; }
};

/// A half-open box [x, x + width) x [y, y + height) in space `S`.
template <class S> struct Rect {
    int x{}, y{}, width{}, height{};

    friend bool operator==(Rect const&, Rect const&) = default;

    [[nodiscard]] static Rect at(Point<S> origin, Size<S> size) { return {origin.x, origin.y, size.width, size.height}; }
    [[nodiscard]] static Rect of(Size<S> size) { return {0, 0, size.width, size.height}; }
    [[nodiscard]] Point<S> origin() const { return {x, y}; }
    [[nodiscard]] Size<S> size() const { return {width, height}; }
    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::int64_t area() const { return empty() ? 0 : std::int64_t{width} * height; }

    [[nodiscard]] bool contains(FPoint<S> p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }
    [[nodiscard]] bool contains(Rect const& r) const
    {
        return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom();
    }
    [[nodiscard]] Rect moved(Point<S> by) const { return {x + by.x, y + by.y, width, height}; }
    [[nodiscard]] Rect intersected(Rect const& r) const
    {
        int const left = std::max(x, r.x), top = std::max(y, r.y);
        Rect const out{left, top, std::min(right(), r.right()) - left, std::min(bottom(), r.bottom()) - top};
        return out.empty() ? Rect{} : out;
    }
};

/// A box with fractional edges, as source crops and clips of scaled surfaces need it.
template <class S> struct FRect {
    double x{}, y{}, width{}, height{};

    friend bool operator==(FRect const&, FRect const&) = default;

    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] static FRect of(Rect<S> const& r)
    {
        return {double(r.x), double(r.y), double(r.width), double(r.height)};
    }
};

} // namespace vitrail
