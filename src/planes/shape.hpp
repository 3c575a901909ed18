#pragma once

#include "frame/layer.hpp"

#include <array>
#include <cstdint>

namespace vitrail {

/// All of a layer that a display's answer depends on. Not which buffer it is, and not where it lies, but for the edges of
/// the screen that it reaches over: a picture that only changes or moves has the same shape.
struct Shape {
    Memory memory{};
    Format format;
    std::uint64_t modifier{};
    Size<BufferPx> buffer;
    FRect<BufferPx> source;
    Size<OutputPx> dest;
    std::array<bool, 4> outside{}; ///< does it reach over the left, upper, right, lower edge?
    Transform transform{};
    float alpha{};
    std::optional<YuvConversion> yuv;
    bool opaque{}; ///< over all that can be seen of it

    friend bool operator==(Shape const&, Shape const&) = default;
};

[[nodiscard]] Shape shape_of(Layer const& layer, Size<OutputPx> screen);

/// The part of it that can be on the screen.
[[nodiscard]] inline Rect<OutputPx> on_screen(Layer const& layer, Size<OutputPx> screen)
{
    return layer.dest.intersected(Rect<OutputPx>::of(screen));
}
/// Can nothing below shine through, wherever it is on the screen?
[[nodiscard]] bool is_opaque(Layer const& layer, Size<OutputPx> screen);
[[nodiscard]] inline bool intersect(Rect<OutputPx> const& a, Rect<OutputPx> const& b)
{
    return !a.intersected(b).empty();
}

/// A running hash (FNV-1a over whole words): equal sequences of numbers give equal hashes.
class Hash {
public:
    template <class... Numbers> void add(Numbers... n) { (add_word(std::uint64_t(n)), ...); }
    void add(Rect<OutputPx> const& r) { add(r.x, r.y, r.width, r.height); }
    void add(Shape const& shape);
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void add_word(std::uint64_t n)
    {
        value_ = (value_ ^ n) * 0x100000001b3;
        value_ ^= value_ >> 32;
    }

    std::uint64_t value_ = 0xcbf29ce484222325;
};

} // namespace vitrail
