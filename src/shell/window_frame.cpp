#include "shell/window_frame.hpp"

#include <utility>

namespace vitrail {

WindowFrame::WindowFrame(World const& world, Tree& window)
    : world_{world}
    , window_{window}
    , tree_{&window}
    , bar_{tree_}
    , left_{tree_, {}, world.frames.inactive}
    , right_{tree_, {}, world.frames.inactive}
    , bottom_{tree_, {}, world.frames.inactive}
    , paint_{world.loop.c(), [this] { paint(); }}
{
    tree_.lower();
    window_.set_grip(this);
}

WindowFrame::~WindowFrame() { window_.set_grip(nullptr); }

void WindowFrame::change(FrameLook next)
{
    if (next == look_)
        return;
    look_ = std::move(next);
    paint_.ask();
}

void WindowFrame::set_title(std::string_view title)
{
    if (look_.title == title)
        return;
    look_.title = title;
    paint_.ask();
}

void WindowFrame::set(FrameLayout const& layout, bool active, bool maximised)
{
    tree_.set_position(Point<Logical>{} - layout.sides.offset());
    bool const resized = look_.layout != layout;
    look_.active = active;
    look_.maximised = maximised;
    look_.layout = layout;
    if (resized)
        place_borders();
    paint_.ask();
}

void WindowFrame::set_look(float corner_radius, float dim)
{
    if (corner_radius > 0 || dim > 0)
        tree_.set_look(TreeLook{.window = Rect<Logical>::of(look_.layout.outer), .corner_radius = corner_radius, .dim = dim});
    else
        tree_.set_look(std::nullopt);
}

void WindowFrame::hover(FramePart part)
{
    auto next = look_;
    next.hovered = part;
    change(std::move(next));
}

void WindowFrame::press(FramePart part)
{
    auto next = look_;
    next.pressed = part;
    change(std::move(next));
}

void WindowFrame::place_borders()
{
    auto const& [outer, sides, can_size, can_fill, can_hide] = look_.layout;
    int const beside = std::max(outer.height - sides.top - sides.bottom, 0);
    left_.set_size({sides.left, beside});
    left_.set_position({0, sides.top});
    right_.set_size({sides.right, beside});
    right_.set_position({outer.width - sides.right, sides.top});
    bottom_.set_size({outer.width, sides.bottom});
    bottom_.set_position({0, outer.height - sides.bottom});
}

/// In the pixels of the screen that the middle of the bar is on.
void WindowFrame::paint()
{
    if (!window_.enabled())
        return; // it is asked again when its window can be seen
    auto const size = look_.layout.bar().size();
    auto const at = tree_.absolute_position();
    auto* output = world_.at({at.x + size.width / 2, at.y + size.height / 2});
    if (!output)
        return;
    auto const on_screen = output->viewport().view().upright_rounded({double(at.x), double(at.y)}, size);
    Painted next{.look = look_, .config = world_.frames, .pixels = {on_screen.width, on_screen.height}};
    if (painted_ == next)
        return;
    auto const& color = look_.active ? world_.frames.active : world_.frames.inactive;
    for (auto* border : {&left_, &right_, &bottom_})
        if (border->picture().color != color)
            border->set_color(color);
    bar_.set_picture(paint_title_bar(look_, world_.frames, next.pixels), size, true);
    painted_ = std::move(next);
}

} // namespace vitrail
