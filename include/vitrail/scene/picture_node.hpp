#pragma once

#include "base/buffer_ref.hpp"
#include "frame/content.hpp"
#include "scene/node.hpp"

#include <memory>

namespace vitrail {

/// A picture of our own in the scene: a cursor image, later a title bar. Takes no input.
class PictureNode final : public Node {
public:
    explicit PictureNode(Tree& parent);

    /// Shows `buffer` at `size`; an empty buffer shows nothing.
    void set_picture(BufferRef buffer, Size<Logical> size);
    /// Makes it the cursor: hot spot in logical units from the top left.
    void set_cursor_role(Point<Logical> hotspot);
    [[nodiscard]] Rect<Logical> extents() const override;
};

/// A rectangle of one colour: a background, a dimmed area, a border. Takes no input.
class ColorNode final : public Node {
public:
    ColorNode(Tree& parent, Size<Logical> size, Color color);

    void set_size(Size<Logical> size);
    void set_color(Color color);
    [[nodiscard]] Rect<Logical> extents() const override;
};

} // namespace vitrail
