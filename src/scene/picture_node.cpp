#include "scene/picture_node.hpp"

#include <utility>

namespace vitrail {

PictureNode::PictureNode(Tree& parent) : Leaf{&parent} {}

void PictureNode::set_picture(BufferRef buffer, Size<Logical> size, bool opaque)
{
    if (buffer == buffer_ && size == picture().size)
        return;
    buffer_ = std::move(buffer);
    if (!buffer_)
        return show({}, {});
    auto content = describe(buffer_);
    auto const whole = Rect<BufferPx>::of(content.size);
    content.serial = ++serial_;
    content.damages.fill(whole);
    Picture next{.source = FRect<BufferPx>::of(whole), .size = size};
    if (opaque || !has_alpha(content.format))
        next.opaque = Rect<Logical>::of(size);
    next.content = std::make_shared<Content const>(std::move(content));
    show(std::move(next), whole);
}

ColorNode::ColorNode(Tree& parent, Size<Logical> size, Color color) : Leaf{&parent}
{
    show({.color = color, .size = size}, {});
    set_color(color);
}

void ColorNode::set_size(Size<Logical> size)
{
    auto next = picture();
    next.size = size;
    next.opaque = next.color.opaque() ? Region<Logical>{Rect<Logical>::of(size)} : Region<Logical>{};
    show(std::move(next), {});
}

void ColorNode::set_color(Color color)
{
    auto next = picture();
    next.color = color;
    next.opaque = color.opaque() ? Region<Logical>{Rect<Logical>::of(next.size)} : Region<Logical>{};
    show(std::move(next), {});
}

} // namespace vitrail
