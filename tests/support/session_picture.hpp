#pragma once

#include "client.hpp"

#include <cstddef>
#include <ostream>
#include <vector>

namespace vitrail::test {

/// What a display shows, pixel by pixel: opaque, 0xFFRRGGBB, in the order in which it is scanned out.
struct Screen {
    int width = 0, height = 0;
    std::vector<Argb> pixels;

    /// The pixel at (x, y); 0 outside.
    [[nodiscard]] Argb at(int x, int y) const
    {
        bool const inside = x >= 0 && y >= 0 && x < width && y < height;
        return inside ? pixels[std::size_t(y) * std::size_t(width) + std::size_t(x)] : 0;
    }
    /// How many pixels have this colour.
    [[nodiscard]] int count(Argb color) const
    {
        int n = 0;
        for (Argb p : pixels)
            n += p == color;
        return n;
    }
    /// The smallest box that holds all pixels of this colour; all zero if there are none.
    struct Box {
        int x = 0, y = 0, width = 0, height = 0;
        friend bool operator==(Box const&, Box const&) = default;
        friend std::ostream& operator<<(std::ostream& out, Box const& b)
        {
            return out << b.width << "x" << b.height << " at " << b.x << "," << b.y;
        }
    };
    [[nodiscard]] Box box_of(Argb color) const;
    /// Is the box filled with nothing but this colour?
    [[nodiscard]] bool filled(Box const& box, Argb color) const;

    friend bool operator==(Screen const&, Screen const&) = default;
    friend std::ostream& operator<<(std::ostream& out, Screen const& s);
};

} // namespace vitrail::test
