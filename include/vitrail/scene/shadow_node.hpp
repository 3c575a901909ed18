#pragma once

#include "scene/leaf.hpp"

namespace vitrail {

/// The shadow that a window throws: a colour behind it that grows fainter around it. Takes no input.
class ShadowNode final : public Leaf {
public:
    explicit ShadowNode(Tree& parent) : Leaf{&parent} {}

    /// The shadow of `window`, which lies there in the parent's coordinates, with corners of that radius; it is gone
    /// `reach` units away. `color` is premultiplied, as it is right at the window.
    void set(Rect<Logical> const& window, float corner_radius, int reach, Color color);
};

} // namespace vitrail
