#pragma once

#include "base/buffer_ref.hpp"
#include "frame/content.hpp"
#include "scene/leaf.hpp"

namespace vitrail {

/// A picture of our own in the scene: a cursor image, a title bar, a card. Takes no input.
class PictureNode final : public Leaf {
public:
    explicit PictureNode(Tree& parent);

    /// Shows `buffer` at `size`; an empty buffer shows nothing. The same buffer at the same size changes nothing.
    /// `opaque`: it hides what is below, whatever its format.
    void set_picture(BufferRef buffer, Size<Logical> size, bool opaque = false);

private:
    BufferRef buffer_;
    std::uint64_t serial_ = 0;
};

/// A rectangle of one colour: a background, a dimmed area, a border. Takes no input.
class ColorNode final : public Leaf {
public:
    ColorNode(Tree& parent, Size<Logical> size, Color color);

    void set_size(Size<Logical> size);
    void set_color(Color color);
};

} // namespace vitrail
