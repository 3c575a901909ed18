#pragma once

#include "base/geometry.hpp"

#include <pixman.h>
#include <span>
#include <utility>
#include <vector>

namespace vitrail {

/// A set of pixels in space `S`, as a list of boxes that do not overlap (pixman's banded regions).
///
/// Most are one box, or none: those are copied, read and thrown away here, without a call. Source: pixman.h; without `data` a
/// region is its `extents`, else the boxes lie behind that.
template <class S> class Region {
public:
    Region() { pixman_region32_init(&region_); }
    Region(Rect<S> const& r)
    {
        if (r.empty())
            pixman_region32_init(&region_);
        else
            pixman_region32_init_rect(&region_, r.x, r.y, unsigned(r.width), unsigned(r.height));
    }
    Region(Region const& other) : region_{other.region_}
    {
        if (!other.owns_boxes())
            return;
        pixman_region32_init(&region_);
        pixman_region32_copy(&region_, &other.region_);
    }
    Region(Region&& other) noexcept : region_{other.region_} { pixman_region32_init(&other.region_); }
    Region& operator=(Region const& other) { return *this = Region{other}; }
    Region& operator=(Region&& other) noexcept
    {
        if (this == &other)
            return *this;
        if (owns_boxes())
            pixman_region32_fini(&region_);
        region_ = other.region_;
        pixman_region32_init(&other.region_);
        return *this;
    }
    ~Region()
    {
        if (owns_boxes())
            pixman_region32_fini(&region_);
    }

    /// Takes a copy of a C region that is known to be in space `S`.
    [[nodiscard]] static Region copy_of(pixman_region32_t const& c)
    {
        Region out;
        pixman_region32_copy(&out.region_, &c);
        return out;
    }

    /// All that is in any of them: in less time than adding one after the other takes.
    [[nodiscard]] static Region united(std::span<Region const* const> parts)
    {
        std::vector<pixman_box32_t> boxes;
        for (auto const* part : parts)
            boxes.insert(boxes.end(), part->boxes().begin(), part->boxes().end());
        Region out;
        pixman_region32_init_rects(&out.region_, boxes.data(), int(boxes.size()));
        return out;
    }

    [[nodiscard]] bool empty() const { return region_.data && region_.data->numRects == 0; }
    [[nodiscard]] Rect<S> bounds() const { return from_box(region_.extents); }
    [[nodiscard]] bool contains(Rect<S> const& r) const
    {
        pixman_box32_t const box{r.x, r.y, r.right(), r.bottom()};
        return r.empty() || pixman_region32_contains_rectangle(&region_, &box) == PIXMAN_REGION_IN;
    }
    [[nodiscard]] bool contains(FPoint<S> p) const
    {
        return pixman_region32_contains_point(&region_, int(std::floor(p.x)), int(std::floor(p.y)), nullptr);
    }
    [[nodiscard]] bool intersects(Rect<S> const& r) const
    {
        pixman_box32_t const box{r.x, r.y, r.right(), r.bottom()};
        return !r.empty() && pixman_region32_contains_rectangle(&region_, &box) != PIXMAN_REGION_OUT;
    }
    [[nodiscard]] std::int64_t area() const
    {
        std::int64_t sum = 0;
        for (auto const& b : boxes())
            sum += std::int64_t{b.x2 - b.x1} * (b.y2 - b.y1);
        return sum;
    }
    /// The boxes; valid until the region changes.
    [[nodiscard]] std::span<pixman_box32_t const> boxes() const
    {
        if (!region_.data)
            return {&region_.extents, 1};
        return {reinterpret_cast<pixman_box32_t const*>(region_.data + 1), std::size_t(region_.data->numRects)};
    }
    [[nodiscard]] static Rect<S> from_box(pixman_box32_t const& b) { return {b.x1, b.y1, b.x2 - b.x1, b.y2 - b.y1}; }

    Region& operator|=(Region const& o)
    {
        pixman_region32_union(&region_, &region_, &o.region_);
        return *this;
    }
    Region& operator-=(Region const& o)
    {
        pixman_region32_subtract(&region_, &region_, &o.region_);
        return *this;
    }
    Region& operator&=(Region const& o)
    {
        pixman_region32_intersect(&region_, &region_, &o.region_);
        return *this;
    }
    void move(Point<S> by) { pixman_region32_translate(&region_, by.x, by.y); }
    void clear() { pixman_region32_clear(&region_); }

    friend Region operator|(Region a, Region const& b) { return a |= b; }
    friend Region operator-(Region a, Region const& b) { return a -= b; }
    friend Region operator&(Region a, Region const& b) { return a &= b; }
    friend bool operator==(Region const& a, Region const& b)
    {
        // pixman compares where an empty region once was.
        return (a.empty() && b.empty()) || pixman_region32_equal(&a.region_, &b.region_);
    }

    /// For calls into C. Still owned by this object.
    [[nodiscard]] pixman_region32_t* c() { return &region_; }
    [[nodiscard]] pixman_region32_t const* c() const { return &region_; }

private:
    /// In memory of its own. An empty region has data, too, but pixman's.
    [[nodiscard]] bool owns_boxes() const { return region_.data && region_.data->size != 0; }

    pixman_region32_t region_;
};

} // namespace vitrail
